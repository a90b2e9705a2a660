/**
 * What the figures must be, computed a second time and in another way: from the lines of an import file, by the
 * rulebook, with plain lists; the arithmetic over them is the oracle's ({@code tests/oracle}). It shares no code with the
 * services, is slow on purpose, and keeps nothing between questions.
 *
 * <p>Guarantees: the answer depends on the order of one seller's lines only where the rulebook says so (MSG-02), and
 * never on the clock.
 */
@NullMarked
package dev.rapport.system.oracle;

import org.jspecify.annotations.NullMarked;
