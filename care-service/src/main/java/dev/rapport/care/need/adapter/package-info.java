/** Care messages in PostgreSQL, on topics and over REST. */
@NullMarked
package dev.rapport.care.need.adapter;

import org.jspecify.annotations.NullMarked;
