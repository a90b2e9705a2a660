/** Promises in PostgreSQL and over REST. */
@NullMarked
package dev.rapport.message.promise.adapter;

import org.jspecify.annotations.NullMarked;
