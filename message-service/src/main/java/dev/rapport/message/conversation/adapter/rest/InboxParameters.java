package dev.rapport.message.conversation.adapter.rest;

import dev.rapport.events.Kind;
import dev.rapport.events.Scene;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.message.conversation.application.InboxQuery;
import dev.rapport.message.conversation.model.Status;
import dev.rapport.message.search.Words;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters of the inbox as they are written. What cannot be read is refused by its name; empty ones count as left out. */
final class InboxParameters {

    private InboxParameters() {}

    /**
     * What was read; null for what was left out.
     *
     * @param words of {@code q}, as the search takes them
     */
    record Read(
            @Nullable Status status,
            @Nullable Kind kind,
            @Nullable Scene scene,
            InboxQuery.@Nullable Sort sort,
            @Nullable String words) {}

    static Read read(
            @Nullable String status,
            @Nullable String kind,
            @Nullable String scene,
            @Nullable String sort,
            @Nullable String q) {
        return new Read(
                constant("status", status, Status.values()),
                constant("kind", kind, Kind.values()),
                constant("scene", scene, Scene.values()),
                constant("sort", sort, InboxQuery.Sort.values()),
                words(given(q)));
    }

    /** Null for what is empty. */
    static @Nullable String given(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    static String written(InboxQuery.Sort sort) {
        return sort.name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Instant instant(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        try {
            return Instant.parse(value);
        } catch (DateTimeException _) {
            throw bad(name, "is an instant such as 2026-11-22T10:00:00Z");
        }
    }

    private static @Nullable String words(@Nullable String q) {
        if (q == null) {
            return null;
        }
        if (q.length() > Words.LONGEST_QUERY) {
            throw bad("q", "has at most " + Words.LONGEST_QUERY + " characters");
        }
        String words = Words.query(q);
        if (words == null) {
            throw bad("q", "has a letter or a digit in it");
        }
        return words;
    }

    /** Constants are written as they stand; sorts in lower case, so either is taken. */
    private static <E extends Enum<E>> @Nullable E constant(String name, @Nullable String value, E[] constants) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        for (E constant : constants) {
            if (constant.name().equals(value)
                    || constant.name().toLowerCase(Locale.ROOT).equals(value)) {
                return constant;
            }
        }
        throw bad(name, "is one of " + Arrays.stream(constants).map(E::name).collect(Collectors.joining(", ")));
    }

    private static ProblemException bad(String name, String message) {
        return new ProblemException(
                CommonProblem.BAD_PARAMETER, name + " " + message + ".", List.of(Violation.ofField(name, message)));
    }
}
