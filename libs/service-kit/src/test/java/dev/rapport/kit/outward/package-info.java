@NullMarked
package dev.rapport.kit.outward;

import org.jspecify.annotations.NullMarked;
