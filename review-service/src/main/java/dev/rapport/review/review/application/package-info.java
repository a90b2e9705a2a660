/** Reviews between the database and the world: a batch in memory, what is published of it, what may be asked. */
@NullMarked
package dev.rapport.review.review.application;

import org.jspecify.annotations.NullMarked;
