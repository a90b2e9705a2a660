/** Orders in PostgreSQL and over REST. */
@NullMarked
package dev.rapport.message.order.adapter;

import org.jspecify.annotations.NullMarked;
