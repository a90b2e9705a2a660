package dev.rapport.score.alerts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert as clients see it.
 *
 * @param rule of the rulebook
 * @param severity {@code warning} or {@code critical} of ours; others have their own words
 * @param subject what it is about
 * @param value what was read when it was raised, or resolved
 * @param state {@code raised}, {@code acknowledged} or {@code resolved}
 * @param acknowledgedBy agent id
 * @param version counts what happened to it; its entity tag
 */
record Alert(
        String alertId,
        String rule,
        String severity,
        String subject,
        @Nullable Double value,
        @Nullable Double threshold,
        String state,
        Instant raisedAt,
        @Nullable Instant resolvedAt,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy,
        long version) {}
