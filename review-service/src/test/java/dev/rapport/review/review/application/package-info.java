@NullMarked
package dev.rapport.review.review.application;

import org.jspecify.annotations.NullMarked;
