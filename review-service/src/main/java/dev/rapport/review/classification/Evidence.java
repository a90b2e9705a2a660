package dev.rapport.review.classification;

import dev.rapport.events.ReviewClass;

/**
 * A word that was found.
 *
 * @param reviewClass what it signals
 * @param language in which it does, ISO 639-1
 * @param keyword the word as the pack's table has it, never the buyer's text
 */
public record Evidence(ReviewClass reviewClass, String language, String keyword) {}
