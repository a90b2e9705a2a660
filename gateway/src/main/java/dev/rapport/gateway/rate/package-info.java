/** How much one caller and one seller may ask for: token buckets, told in every answer. */
@NullMarked
package dev.rapport.gateway.rate;

import org.jspecify.annotations.NullMarked;
