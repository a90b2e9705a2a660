/** Time comes from the outside: an injected {@link java.time.Clock}, so that a test can hold it still. */
@NullMarked
package dev.rapport.kit.time;

import org.jspecify.annotations.NullMarked;
