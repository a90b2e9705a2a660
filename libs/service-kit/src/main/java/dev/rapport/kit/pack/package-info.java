/** The policy packs as every service has them: shipped ones, and those of {@code rapport.packs}. */
@NullMarked
package dev.rapport.kit.pack;

import org.jspecify.annotations.NullMarked;
