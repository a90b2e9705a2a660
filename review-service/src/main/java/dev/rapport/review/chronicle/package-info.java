/**
 * What happened around reviews: orders and their parcels, disputes, threads, receipts (REV-06, REV-08, REV-09). A copy of what is told on
 * {@code rapport.inbound} and {@code rapport.outbound}, joined by natural keys: the order of arrival does not matter, repeats change
 * nothing. Texts of an erased buyer are blank (MSG-18).
 */
@NullMarked
package dev.rapport.review.chronicle;

import org.jspecify.annotations.NullMarked;
