package dev.rapport.message.tone.model;

import java.time.Instant;

/**
 * Something a buyer wrote.
 *
 * @param id of the message, with its conversation, or of the review
 * @param cold whether words in it signal coldness
 */
public record Tone(String sellerId, Source source, String id, Instant at, boolean cold) {

    /** Where it was written. */
    public enum Source {
        MESSAGE,
        REVIEW
    }
}
