/**
 * The score arithmetic once more, from the rulebook alone: plain Java over lists, with tables of its own. It knows nothing of the
 * engine, of deltas, of packing or of packs as data.
 */
@NullMarked
package dev.rapport.score.oracle;

import org.jspecify.annotations.NullMarked;
