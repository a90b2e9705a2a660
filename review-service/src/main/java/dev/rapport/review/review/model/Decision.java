package dev.rapport.review.review.model;

import java.util.List;

/**
 * What follows from a command.
 *
 * @param review as it is now
 * @param events what happened, in order; empty when nothing did, and then the review is as before
 */
public record Decision(Review review, List<ReviewEvent> events) {

    public Decision {
        events = List.copyOf(events);
    }

    static Decision of(Review before, List<ReviewEvent> events) {
        Review after = before;
        for (ReviewEvent event : events) {
            after = after.evolve(event);
        }
        return new Decision(events.isEmpty() ? before : after.changed(), events);
    }
}
