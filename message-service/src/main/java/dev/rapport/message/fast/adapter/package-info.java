/** Cases in PostgreSQL and over REST. */
@NullMarked
package dev.rapport.message.fast.adapter;

import org.jspecify.annotations.NullMarked;
