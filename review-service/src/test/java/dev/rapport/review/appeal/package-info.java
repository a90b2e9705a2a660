@NullMarked
package dev.rapport.review.appeal;

import org.jspecify.annotations.NullMarked;
