package dev.rapport.score.closes;

import dev.rapport.policy.StandingRule.Period;
import dev.rapport.score.ScoreProblem;
import dev.rapport.score.card.Inquiries.Inquiry;
import dev.rapport.score.card.Question;
import dev.rapport.score.closes.model.Close;
import dev.rapport.score.closes.model.CloseCalendar;
import dev.rapport.score.closes.model.Closing;
import dev.rapport.score.engine.Hours;
import dev.rapport.score.engine.Timeline;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Local days asked for, both included: the last thirty that ended unless told, and as many as a history has at most.
 *
 * @param to never later than the last day that has ended
 */
record Range(LocalDate from, LocalDate to) {
    private static final int USUAL_DAYS = 30;

    static Range of(@Nullable String from, @Nullable String to, Inquiry inquiry, CloseCalendar calendar) {
        LocalDate ended = calendar.lastEnded(inquiry.asOf());
        LocalDate last = to == null ? ended : Question.day("to", to, calendar.zone());
        LocalDate first = from == null ? last.minusDays(USUAL_DAYS - 1) : Question.day("from", from, calendar.zone());
        int most = inquiry.pack().score().historyDays();
        if (first.isAfter(last) || first.plusDays(most).isBefore(last)) {
            throw Question.refused(
                    ScoreProblem.RANGE_TOO_LONG, "from", "is not after to, and at most " + most + " days before it");
        }
        return new Range(first, last.isAfter(ended) ? ended : last);
    }

    static Period period(@Nullable String text) {
        return switch (text == null ? "daily" : text) {
            case "daily" -> Period.DAILY;
            case "weekly" -> Period.WEEKLY;
            default -> throw Question.refused(ScoreProblem.PERIOD_UNKNOWN, "period", "is daily or weekly");
        };
    }

    /** The closes of a period within the range, rising. */
    List<Close> closes(Inquiry inquiry, Closing closing, Period period) throws SQLException {
        List<LocalDate> days = closing.calendar().closing(period, from, to);
        Optional<LocalDate> first = days.stream().findFirst();
        if (first.isEmpty()) {
            return List.of();
        }
        long firstHour = closing.calendar().hour(first.get());
        int window = period.windowHours(
                inquiry.packs().at(Hours.start(firstHour)).pack().score());
        // A later version may have a longer window than the first; the default ones do not differ.
        int longest = Math.max(window, period.windowHours(inquiry.pack().score()));
        Timeline timeline = inquiry.timeline(firstHour - longest + 1);
        return days.stream().map(day -> closing.close(timeline, period, day)).toList();
    }
}
