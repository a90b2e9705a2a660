package dev.rapport.review.appeal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * REV-06: a review held against the marketplace's rules.
 *
 * @param evidence the pack as it was when the appeal was made, as JSON
 * @param approved null until it is decided
 */
record Appeal(
        String appealId,
        String reviewId,
        String statement,
        String agentId,
        Instant appealedAt,
        String evidence,
        @Nullable Instant decidedAt,
        @Nullable Boolean approved) {

    /** Where it stands. */
    enum State {
        OPEN,
        APPROVED,
        REJECTED
    }

    State state() {
        return approved == null ? State.OPEN : approved ? State.APPROVED : State.REJECTED;
    }
}
