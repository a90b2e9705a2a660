/** Disputes in PostgreSQL, by the batch. */
@NullMarked
package dev.rapport.care.dispute.adapter;

import org.jspecify.annotations.NullMarked;
