/** One contestant at a time against the clock, on the same records. */
@NullMarked
package dev.rapport.bench.race;

import org.jspecify.annotations.NullMarked;
