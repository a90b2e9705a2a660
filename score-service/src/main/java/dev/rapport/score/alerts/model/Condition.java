package dev.rapport.score.alerts.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is worth an alert while it holds.
 *
 * @param rule of the rulebook
 * @param subject what it is about, among what the rule can be about
 * @param value what was read; null where there was nothing to read
 * @param threshold what it is held against
 */
public record Condition(
        String rule,
        String subject,
        Severity severity,
        Verdict verdict,
        @Nullable Double value,
        @Nullable Double threshold) {

    /** How bad it is. */
    public enum Severity {
        WARNING,
        CRITICAL;

        /** As it is told. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is to be done about its alert. */
    public enum Verdict {
        /** Raised unless it is. */
        HOLDS,
        /** Over the line no more, but not far enough from it: left as it is. */
        NEAR,
        /** Resolved if it is raised. */
        OVER
    }
}
