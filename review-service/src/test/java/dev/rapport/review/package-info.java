@NullMarked
package dev.rapport.review;

import org.jspecify.annotations.NullMarked;
