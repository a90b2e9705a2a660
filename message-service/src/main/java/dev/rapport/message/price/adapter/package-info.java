/** Prices in PostgreSQL. */
@NullMarked
package dev.rapport.message.price.adapter;

import org.jspecify.annotations.NullMarked;
