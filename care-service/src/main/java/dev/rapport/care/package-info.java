/**
 * care-service: what happens to an order on its way to the buyer, and who may be told about it.
 *
 * <p>Today it keeps orders, disputes and its own copies of the sellers' profiles and scores, exact whatever order the
 * marketplace reports in. The care rules of the rulebook's third section rest on them.
 */
@NullMarked
package dev.rapport.care;

import org.jspecify.annotations.NullMarked;
