package dev.rapport.review.review.model;

import dev.rapport.events.ReviewClass;
import dev.rapport.events.Stage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done about one review.
 *
 * @param corrected REV-01, by an agent; null when nobody did
 * @param appeal REV-06, the newest; null when nobody appealed
 * @param hiddenAt REV-06: when the marketplace hid it; null while it is seen
 * @param signals REV-01: what beside words speaks for malice
 * @param stages REV-03, in their order; empty when none runs
 */
public record CaseFile(
        String reviewId,
        ReviewClass guess,
        @Nullable ReviewClass corrected,
        int postedStars,
        Instant postedAt,
        String orderId,
        String buyerId,
        @Nullable Instant repliedAt,
        @Nullable Instant invitedAt,
        @Nullable AppealMark appeal,
        @Nullable Instant hiddenAt,
        List<Signal> signals,
        List<StageClock> stages) {

    /** An appeal and where it stands: OPEN, APPROVED or REJECTED. */
    public record AppealMark(String appealId, String state) {}

    public CaseFile {
        signals = List.copyOf(signals);
        stages = List.copyOf(stages);
    }

    /** The class that counts. */
    public ReviewClass reviewClass() {
        return corrected == null ? guess : corrected;
    }

    /** A stage; null when it does not run. */
    public @Nullable StageClock stage(Stage wanted) {
        return stages.stream()
                .filter(clock -> clock.stage() == wanted)
                .findFirst()
                .orElse(null);
    }
}
