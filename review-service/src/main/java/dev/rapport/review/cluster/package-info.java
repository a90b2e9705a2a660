/** Clusters of bad reviews and disputes (REV-07) and compensation that does not come back (REV-08): raised once, with hysteresis. */
@NullMarked
package dev.rapport.review.cluster;

import org.jspecify.annotations.NullMarked;
