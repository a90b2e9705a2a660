/** The use case of replying to a review, and what can come of it. */
@NullMarked
package dev.rapport.review.reply.application;

import org.jspecify.annotations.NullMarked;
