/** What a review is about, by words (REV-01): pure functions over a pack's keyword table, with the evidence kept. */
@NullMarked
package dev.rapport.review.classification;

import org.jspecify.annotations.NullMarked;
