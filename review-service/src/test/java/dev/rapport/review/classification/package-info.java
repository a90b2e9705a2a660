@NullMarked
package dev.rapport.review.classification;

import org.jspecify.annotations.NullMarked;
