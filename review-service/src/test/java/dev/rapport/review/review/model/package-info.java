@NullMarked
package dev.rapport.review.review.model;

import org.jspecify.annotations.NullMarked;
