/** This service's own copy of orders and disputes: what a turn is about, and what it is worth (MSG-06). */
@NullMarked
package dev.rapport.message.order;

import org.jspecify.annotations.NullMarked;
