/**
 * The score arithmetic once more, from the rulebook alone: plain Java over lists, with tables of its own for both packs. It knows
 * nothing of the engine, of deltas, of packing or of packs as data, and cannot: what it is held against is built after it. It is
 * slow on purpose and keeps nothing between questions.
 *
 * <p>Two ways lead to it: the facts of one seller ({@link FactOracle}), against which score-service is tested, and the lines of an
 * import, from which the system tests derive turns and reviews themselves.
 */
@NullMarked
package dev.rapport.oracle;

import org.jspecify.annotations.NullMarked;
