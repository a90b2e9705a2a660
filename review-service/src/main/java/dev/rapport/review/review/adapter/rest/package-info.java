/** Reviews over REST. */
@NullMarked
package dev.rapport.review.review.adapter.rest;

import org.jspecify.annotations.NullMarked;
