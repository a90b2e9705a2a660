/** The matrix without a database. */
@NullMarked
package dev.rapport.review.remedy.model;

import org.jspecify.annotations.NullMarked;
