/** Reviews in PostgreSQL: sets of rows for the writers, Hibernate entities for the readers. */
@NullMarked
package dev.rapport.review.review.adapter.postgres;

import org.jspecify.annotations.NullMarked;
