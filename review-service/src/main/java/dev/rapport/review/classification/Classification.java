package dev.rapport.review.classification;

import dev.rapport.events.ReviewClass;
import java.util.List;

/**
 * What a review seems to be about (REV-01).
 *
 * @param guess the class
 * @param evidence every word found, also those that were outweighed; empty when nothing was, and then the guess is only the
 *     fallback
 */
public record Classification(ReviewClass guess, List<Evidence> evidence) {
    public Classification {
        evidence = List.copyOf(evidence);
    }
}
