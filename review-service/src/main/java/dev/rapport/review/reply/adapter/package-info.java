/** Replies over REST. */
@NullMarked
package dev.rapport.review.reply.adapter;

import org.jspecify.annotations.NullMarked;
