/** Misses and their prices: pure. */
@NullMarked
package dev.rapport.message.price.model;

import org.jspecify.annotations.NullMarked;
