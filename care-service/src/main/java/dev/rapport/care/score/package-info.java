/** This service's own copy of what {@code rapport.scores} says of each seller; who may automate care depends on it (CARE-04). */
@NullMarked
package dev.rapport.care.score;

import org.jspecify.annotations.NullMarked;
