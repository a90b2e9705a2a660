/** Deliveries over REST. */
@NullMarked
package dev.rapport.message.delivery.adapter;

import org.jspecify.annotations.NullMarked;
