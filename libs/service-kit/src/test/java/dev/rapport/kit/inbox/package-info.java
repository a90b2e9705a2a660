@NullMarked
package dev.rapport.kit.inbox;

import org.jspecify.annotations.NullMarked;
