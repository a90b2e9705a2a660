/** A review as a value: what was told of it, and what follows when more is told. Pure; time and rules come in as arguments. */
@NullMarked
package dev.rapport.review.review.model;

import org.jspecify.annotations.NullMarked;
