/**
 * What the figures must be, computed a second time and in another way: from the lines of an import file, by the
 * rulebook and the score arithmetic, with plain lists. It shares no code with the services or their libraries, is slow
 * on purpose, and keeps nothing between questions.
 *
 * <p>Guarantees: the answer depends on the order of one seller's lines only where the rulebook says so (MSG-02), and
 * never on the clock.
 */
@NullMarked
package dev.rapport.system.oracle;

import org.jspecify.annotations.NullMarked;
