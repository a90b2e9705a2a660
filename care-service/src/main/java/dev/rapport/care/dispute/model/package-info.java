/**
 * Disputes, opened and closed in whichever order the marketplace says so. Pure, with the same law as orders: merging is
 * commutative, associative and idempotent.
 */
@NullMarked
package dev.rapport.care.dispute.model;

import org.jspecify.annotations.NullMarked;
