package dev.rapport.message.promise.application;

import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.message.promise.model.Deed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a promise as an agent puts it down, and says what is wrong with it. */
public final class Wishes {

    private static final int LONGEST = 200;
    private static final Duration FURTHEST = Duration.ofDays(366);

    private Wishes() {}

    /**
     * The promise.
     *
     * @param within the name of the object it stands in, with a dot; empty for none
     * @throws ProblemException {@code INVALID}, naming the field
     */
    public static PromiseBook.Wish wish(@Nullable String what, @Nullable Instant dueAt, Instant now, String within) {
        if (what == null
                || what.isBlank()
                || what.length() > LONGEST
                || what.chars().anyMatch(c -> c < ' ')) {
            throw invalid(within + "what", "is a deed or 1 to " + LONGEST + " characters in a line");
        }
        if (dueAt == null || !dueAt.isAfter(now) || dueAt.isAfter(now.plus(FURTHEST))) {
            throw invalid(within + "dueAt", "is a time to come, at most a year from now");
        }
        Deed deed = Deed.named(what);
        return new PromiseBook.Wish(
                deed, deed == Deed.OTHER ? what.strip() : deed.name(), dueAt.truncatedTo(ChronoUnit.MICROS));
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(
                CommonProblem.INVALID, field + " " + message + ".", List.of(Violation.ofField(field, message)));
    }
}
