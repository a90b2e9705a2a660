/**
 * A small lively world for looking around. Guarantees that the same seed and the same day give the same events, so that
 * bringing it twice changes nothing, and that nothing of it lies in the future.
 */
@NullMarked
package dev.rapport.local.demo;

import org.jspecify.annotations.NullMarked;
