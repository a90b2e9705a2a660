/** Orders in PostgreSQL: whole batches read, joined and written with two statements. */
@NullMarked
package dev.rapport.care.order.adapter;

import org.jspecify.annotations.NullMarked;
