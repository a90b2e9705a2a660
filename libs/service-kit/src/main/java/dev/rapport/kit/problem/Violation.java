package dev.rapport.kit.problem;

import org.jspecify.annotations.Nullable;

/**
 * One finding inside a problem.
 *
 * @param field where in the body or query, such as {@code items[3].amount.value}; null when {@code span} says it or nothing does
 * @param span where in a text, in UTF-16 code units of the text as sent
 * @param rule the rule that finds it, such as {@code MSG-10.url}
 * @param message a sentence for a person; never quotes what the client sent
 */
public record Violation(
        @Nullable String field,
        @Nullable Span span,
        @Nullable String rule,
        String message) {

    /** From {@code start} inclusive to {@code end} exclusive. */
    public record Span(int start, int end) {
        public Span {
            if (start < 0 || end < start) {
                throw new IllegalArgumentException("a span runs forward from 0 on, not " + start + ".." + end);
            }
        }
    }

    /** A finding at a field that no rule of the rulebook names. */
    public static Violation ofField(String field, String message) {
        return new Violation(field, null, null, message);
    }

    /** A finding of a rule in a text. */
    public static Violation ofSpan(int start, int end, String rule, String message) {
        return new Violation(null, new Span(start, end), rule, message);
    }
}
