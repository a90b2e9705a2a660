/** What holds, by the figures; pure. */
@NullMarked
package dev.rapport.review.cluster.model;

import org.jspecify.annotations.NullMarked;
