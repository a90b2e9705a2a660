/** Keeping what is told of orders, and asking about them. */
@NullMarked
package dev.rapport.message.order.application;

import org.jspecify.annotations.NullMarked;
