/** The edges of reviews. */
@NullMarked
package dev.rapport.review.review.adapter;

import org.jspecify.annotations.NullMarked;
