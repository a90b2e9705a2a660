package dev.rapport.review.review.adapter.rest;

import dev.rapport.events.ReviewClass;
import dev.rapport.events.Stage;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The filters of a list as they come: several values, parted by commas or given again. */
final class Filters {

    private Filters() {}

    static SortedSet<Integer> stars(List<String> values) {
        SortedSet<Integer> stars = new TreeSet<>();
        for (String value : split(values)) {
            if (!value.matches("[1-5]")) {
                throw bad("stars", "is one or more of 1 to 5");
            }
            stars.add(Integer.valueOf(value));
        }
        return stars;
    }

    static Set<ReviewClass> classes(List<String> values) {
        return constants("class", ReviewClass.class, values);
    }

    static Set<Stage> stages(List<String> values) {
        return constants("stage", Stage.class, values);
    }

    private static <E extends Enum<E>> Set<E> constants(String parameter, Class<E> type, List<String> values) {
        Set<E> constants = EnumSet.noneOf(type);
        for (String value : split(values)) {
            constants.add(EnumSet.allOf(type).stream()
                    .filter(candidate -> candidate.name().equalsIgnoreCase(value))
                    .findFirst()
                    .orElseThrow(() -> bad(
                            parameter,
                            "is one or more of "
                                    + EnumSet.allOf(type).stream()
                                            .map(Enum::name)
                                            .collect(Collectors.joining(", ")))));
        }
        return constants;
    }

    static @Nullable Instant instant(String parameter, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        try {
            return Instant.parse(value);
        } catch (DateTimeException malformed) {
            throw bad(parameter, "is an instant such as 2026-11-22T10:00:00Z");
        }
    }

    private static List<String> split(List<String> values) {
        return values.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static ProblemException bad(String parameter, String message) {
        return new ProblemException(
                CommonProblem.BAD_PARAMETER,
                parameter + " " + message + ".",
                List.of(Violation.ofField(parameter, message)));
    }
}
