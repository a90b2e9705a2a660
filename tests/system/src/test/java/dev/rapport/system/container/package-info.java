/** The images and the compose file on a real container engine; only with the tag {@code containers}, and plain about what is missing. */
@NullMarked
package dev.rapport.system.container;

import org.jspecify.annotations.NullMarked;
