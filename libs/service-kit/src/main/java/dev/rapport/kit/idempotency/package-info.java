/** The same {@code Idempotency-Key} gives the same answer for 24 hours and never does the work twice, however requests race. */
@NullMarked
package dev.rapport.kit.idempotency;

import org.jspecify.annotations.NullMarked;
