package dev.rapport.message.conversation.model;

import dev.rapport.policy.ClockName;
import dev.rapport.policy.WorkingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MSG-04: how one clock of a turn stands at an instant.
 *
 * @param remaining time of the clock's calendar until it is due; zero when it ran out, null once it is met
 * @param pausedUntil when the calendar resumes; null while it runs and once the clock is breached or met
 * @param binding whether it is the first to fall due of those still to be met; at most one is
 * @param metAt null until then; after {@code dueAt} when it was met late
 * @param metBy null until then
 */
public record TurnClock(
        ClockName name,
        Instant dueAt,
        @Nullable Duration remaining,
        @Nullable Instant pausedUntil,
        State state,
        boolean binding,
        @Nullable Instant metAt,
        @Nullable MetBy metBy) {

    /** In the words of the interface, lower case there. */
    public enum State {
        RUNNING,
        /** The calendar stands still; it goes on at {@code pausedUntil}. */
        PAUSED,
        /** The share of the clock at which the pack warns has gone by. */
        WARNED,
        BREACHED,
        MET
    }

    /** What stopped a clock, in the words of the interface, lower case there. */
    public enum MetBy {
        HUMAN,
        AUTO,
        HANDLED
    }

    /** Was it met, but after it was due? */
    public boolean late() {
        return metAt != null && metAt.isAfter(dueAt);
    }

    /** The clocks of a turn, in the order of the rulebook. */
    public static List<TurnClock> of(Turn turn, Watch watch, SellerClocks clocks, Instant now) {
        var standing = new ArrayList<TurnClock>();
        Turn.Opening opening = turn.opening();
        if (opening.firstResponseDueAt() instanceof Instant due) {
            standing.add(stand(ClockName.FIRST_RESPONSE, opening.openedAt(), due, response(turn), clocks, now));
        }
        standing.add(stand(ClockName.ANSWER, opening.openedAt(), opening.answerDueAt(), answer(turn), clocks, now));
        switch (turn) {
            case Turn.Waiting _ -> {}
            case Turn.AutoResponded owing -> {
                if (owing.followUpDueAt() instanceof Instant due) {
                    standing.add(stand(ClockName.FOLLOW_UP, owing.respondedAt(), due, null, clocks, now));
                }
            }
            case Turn.Answered answered -> {
                if (answered.autoRespondedAt() instanceof Instant auto) {
                    Instant due = clocks.followUpDueAt(auto);
                    standing.add(stand(ClockName.FOLLOW_UP, auto, due, answer(turn), clocks, now));
                }
            }
        }
        standing.add(stand(ClockName.HOUSE, opening.openedAt(), watch.houseDueAt(), answer(turn), clocks, now));
        return withBinding(standing);
    }

    private record Met(Instant at, MetBy by) {}

    private static @Nullable Met response(Turn turn) {
        return switch (turn) {
            case Turn.Waiting _ -> null;
            case Turn.AutoResponded owing -> new Met(owing.respondedAt(), MetBy.AUTO);
            case Turn.Answered answered ->
                switch (answered.respondedBy()) {
                    case AUTO -> new Met(answered.respondedAt(), MetBy.AUTO);
                    case HUMAN -> answer(answered);
                };
        };
    }

    private static @Nullable Met answer(Turn turn) {
        return switch (turn) {
            case Turn.Waiting _, Turn.AutoResponded _ -> null;
            case Turn.Answered answered -> answer(answered);
        };
    }

    private static Met answer(Turn.Answered answered) {
        return new Met(answered.answeredAt(), answered.handled() ? MetBy.HANDLED : MetBy.HUMAN);
    }

    private static TurnClock stand(
            ClockName name, Instant from, Instant due, @Nullable Met met, SellerClocks clocks, Instant now) {
        if (met != null) {
            return new TurnClock(name, due, null, null, State.MET, false, met.at(), met.by());
        }
        if (!now.isBefore(due)) {
            return new TurnClock(name, due, Duration.ZERO, null, State.BREACHED, false, null, null);
        }
        WorkingCalendar calendar = clocks.calendar(name, from);
        Duration remaining = calendar.between(now, due);
        if (!calendar.open(now)) {
            return new TurnClock(name, due, remaining, calendar.nextOpening(now), State.PAUSED, false, null, null);
        }
        boolean warned = !now.isBefore(clocks.warnsAt(name, from, due));
        return new TurnClock(name, due, remaining, null, warned ? State.WARNED : State.RUNNING, false, null, null);
    }

    private static List<TurnClock> withBinding(List<TurnClock> clocks) {
        TurnClock first = clocks.stream()
                .filter(clock -> clock.state != State.MET)
                .min(Comparator.comparing(TurnClock::dueAt))
                .orElse(null);
        return clocks.stream()
                .map(clock -> clock.equals(first) ? clock.bound() : clock)
                .toList();
    }

    private TurnClock bound() {
        return new TurnClock(name, dueAt, remaining, pausedUntil, state, true, metAt, metBy);
    }
}
