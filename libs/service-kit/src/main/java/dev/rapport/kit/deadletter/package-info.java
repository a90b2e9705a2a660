/**
 * Records that could not be applied: written to {@code rapport.dead-letters} with everything needed to look at them and to send them
 * again, once what was wrong has been put right.
 */
@NullMarked
package dev.rapport.kit.deadletter;

import org.jspecify.annotations.NullMarked;
