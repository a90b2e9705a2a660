package dev.rapport.text.screening;

/**
 * Something found in a text.
 *
 * @param rule such as {@code MSG-10.url}
 * @param severity {@code BLOCK} or {@code WARN}
 * @param start where it begins, in UTF-16 units of the text as sent; never inside a character
 * @param end where it ends, exclusive, after {@code start}
 * @param reason for a person; quotes nothing of the text
 */
public record Finding(String rule, Verdict.Decision severity, int start, int end, String reason) {

    static Finding of(Rule rule, int start, int end) {
        return new Finding(rule.id(), rule.severity(), start, end, rule.reason());
    }
}
