/**
 * An order and the pieces it is made of. Pure: what is known of an order is a function of the set of events that told of
 * it, because {@link dev.rapport.care.order.model.Order#merge} is commutative, associative and idempotent.
 */
@NullMarked
package dev.rapport.care.order.model;

import org.jspecify.annotations.NullMarked;
