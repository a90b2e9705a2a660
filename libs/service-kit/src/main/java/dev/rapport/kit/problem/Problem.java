package dev.rapport.kit.problem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One refusal: its type and what is particular to this occurrence. {@code instance} and {@code traceId} are added where it is written.
 *
 * @param type one constant of a closed enum
 * @param detail what is particular to this occurrence, a sentence for a person; null says no more than the title
 * @param rule the rule that refuses; the type's own unless told
 * @param violations findings, in the order of the text or body
 * @param retryAfter sent as {@code Retry-After} in whole seconds, rounded up
 * @param extras further members of the document, such as {@code thawsAt}; values are strings, numbers, booleans, {@code Instant}s, lists of
 *     these, or maps from names to these
 */
public record Problem(
        ProblemType type,
        @Nullable String detail,
        @Nullable String rule,
        List<Violation> violations,
        @Nullable Duration retryAfter,
        Map<String, Object> extras) {

    public Problem {
        violations = List.copyOf(violations);
        extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
    }

    public static Problem of(ProblemType type) {
        return new Problem(type, null, type.rule(), List.of(), null, Map.of());
    }

    public static Problem of(ProblemType type, @Nullable String detail) {
        return new Problem(type, detail, type.rule(), List.of(), null, Map.of());
    }

    public Problem rule(String newRule) {
        return new Problem(type, detail, newRule, violations, retryAfter, extras);
    }

    public Problem violations(List<Violation> newViolations) {
        return new Problem(type, detail, rule, newViolations, retryAfter, extras);
    }

    public Problem violation(Violation one) {
        var all = new ArrayList<>(violations);
        all.add(one);
        return violations(all);
    }

    public Problem retryAfter(Duration newRetryAfter) {
        return new Problem(type, detail, rule, violations, newRetryAfter, extras);
    }

    /** Adds a member to the document; see {@code extras} for what values may be. */
    public Problem with(String member, Object value) {
        var all = new LinkedHashMap<>(extras);
        all.put(member, value);
        return new Problem(type, detail, rule, violations, retryAfter, all);
    }

    public int status() {
        return type.status();
    }
}
