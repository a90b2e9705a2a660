/** What a missed turn costs a seller (SCO-07), as score-service tells it. */
@NullMarked
package dev.rapport.message.price;

import org.jspecify.annotations.NullMarked;
