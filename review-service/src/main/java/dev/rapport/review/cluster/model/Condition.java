package dev.rapport.review.cluster.model;

import org.jspecify.annotations.Nullable;

/**
 * One rule looked at for one subject.
 *
 * @param rule the rulebook's id
 * @param subject what it is about, such as {@code product:p1}
 */
public record Condition(
        String rule,
        String subject,
        Verdict verdict,
        @Nullable Double value,
        double threshold) {

    /** Where a value lies. */
    public enum Verdict {
        /** Past the line. */
        HOLDS,
        /** Between the line and the way back from it: what is raised stays, what is not is not raised. */
        NEAR,
        /** Far enough back. */
        OVER
    }
}
