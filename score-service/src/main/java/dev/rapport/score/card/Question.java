package dev.rapport.score.card;

import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.policy.Pack;
import dev.rapport.score.ScoreProblem;
import dev.rapport.score.engine.Hours;
import dev.rapport.score.engine.Window;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of inquiries as they came. */
public final class Question {
    /** Within these the hours' numbers are small, and before them nothing can have been counted. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private Question() {}

    /**
     * The instant asked for; {@code now} when none is.
     *
     * <p>An instant later in the present hour gives the answer of now, so clocks need not agree to the second. A later hour is
     * refused: what will be is a forecast (SCO-05), not a score.
     *
     * @throws ProblemException {@code AS_OF_MALFORMED}, {@code AS_OF_IN_FUTURE} (400)
     */
    public static Instant asOf(@Nullable String text, Instant now) {
        if (text == null) {
            return now;
        }
        Instant asOf = parse(text);
        if (asOf == null || asOf.isBefore(EARLIEST)) {
            throw refused(ScoreProblem.AS_OF_MALFORMED, "asOf", "is an instant such as 2026-11-22T10:00:00Z");
        }
        if (Hours.of(asOf) > Hours.of(now)) {
            throw refused(ScoreProblem.AS_OF_IN_FUTURE, "asOf", "is not later than the present hour");
        }
        return asOf;
    }

    private static @Nullable Instant parse(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }

    /**
     * The window asked for, in hours; the pack's default when none is.
     *
     * @throws ProblemException {@code WINDOW_UNKNOWN} (400)
     */
    public static Window window(@Nullable String text, Instant asOf, Pack pack) {
        if (text == null) {
            return Window.at(asOf, pack.score().defaultWindow());
        }
        for (int hours : pack.score().windows()) {
            if (text.equals(Integer.toString(hours))) {
                return Window.at(asOf, hours);
            }
        }
        throw refused(
                ScoreProblem.WINDOW_UNKNOWN,
                "window",
                "is one of " + pack.score().windows() + " hours");
    }

    /**
     * A local day: a date, or the day that holds an instant.
     *
     * @throws ProblemException {@code DAY_MALFORMED} (400)
     */
    public static LocalDate day(String name, String text, ZoneId zone) {
        try {
            LocalDate day = text.indexOf('T') < 0
                    ? LocalDate.parse(text)
                    : OffsetDateTime.parse(text).atZoneSameInstant(zone).toLocalDate();
            if (day.getYear() >= 1971 && day.getYear() < 2100) {
                return day;
            }
        } catch (DateTimeException _) {
            // Said below, as for any other text.
        }
        throw refused(ScoreProblem.DAY_MALFORMED, name, "is a date such as 2026-11-22");
    }

    /** A parameter that is refused, with what it should be. */
    public static ProblemException refused(ScoreProblem type, String field, String message) {
        return new ProblemException(
                Problem.of(type, field + " " + message + ".").violation(Violation.ofField(field, message)));
    }
}
