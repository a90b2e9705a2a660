package dev.rapport.message.conversation.model;

import dev.rapport.policy.ClockName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * A moment at which something has to be told about an open turn (MSG-04, MSG-12).
 *
 * @param clock whose moment it is
 * @param at when, by the clock's own calendar
 * @param dueAt when the clock is due; {@code at} itself for a breach
 */
public record TurnMark(Kind kind, ClockName clock, Instant at, Instant dueAt) {

    private static final Comparator<TurnMark> BY_TIME =
            Comparator.comparing(TurnMark::at).thenComparing(TurnMark::clock).thenComparing(TurnMark::kind);

    /** What is to be told. */
    public enum Kind {
        /** The share of the clock at which the pack warns has gone by. */
        WARNING,
        /** The clock ran out. */
        BREACH,
        /** MSG-12: an auto-reply, and no human for too long. */
        UNATTENDED
    }

    /** All marks of a turn that its present state can still come to, in the order of time; whether they were told is not asked. */
    static List<TurnMark> of(Turn turn, Watch watch, SellerClocks clocks) {
        var marks = new ArrayList<TurnMark>();
        Turn.Opening opening = turn.opening();
        Instant opened = opening.openedAt();
        switch (turn) {
            case Turn.Waiting _ -> {
                if (opening.firstResponseDueAt() instanceof Instant due) {
                    add(marks, ClockName.FIRST_RESPONSE, opened, due, clocks);
                }
                addOfHuman(marks, opening, watch, clocks);
            }
            case Turn.AutoResponded owing -> {
                addOfHuman(marks, opening, watch, clocks);
                Instant responded = owing.respondedAt();
                if (owing.followUpDueAt() instanceof Instant due) {
                    add(marks, ClockName.FOLLOW_UP, responded, due, clocks);
                }
                if (watch.auto() != null) {
                    Instant at = clocks.unattendedAt(responded);
                    marks.add(new TurnMark(Kind.UNATTENDED, ClockName.FOLLOW_UP, at, at));
                }
            }
            case Turn.Answered _ -> {}
        }
        marks.sort(BY_TIME);
        return marks;
    }

    /** Those not told yet whose moment has passed. */
    static List<TurnMark> passed(Turn turn, Watch watch, SellerClocks clocks, Predicate<Instant> passed) {
        return of(turn, watch, clocks).stream()
                .filter(mark -> !watch.told().has(mark) && passed.test(mark.at))
                .toList();
    }

    /** What a human answer (or a response) at {@code at} came too late for: breaches, no warnings, not told yet. */
    static List<TurnMark> missed(Turn turn, Watch watch, SellerClocks clocks, Instant at) {
        return of(turn, watch, clocks).stream()
                .filter(mark -> mark.kind != Kind.WARNING && !watch.told().has(mark) && mark.at.isBefore(at))
                .toList();
    }

    private static void addOfHuman(List<TurnMark> marks, Turn.Opening opening, Watch watch, SellerClocks clocks) {
        Instant opened = opening.openedAt();
        add(marks, ClockName.ANSWER, opened, opening.answerDueAt(), clocks);
        add(marks, ClockName.HOUSE, opened, watch.houseDueAt(), clocks);
    }

    private static void add(List<TurnMark> marks, ClockName clock, Instant from, Instant due, SellerClocks clocks) {
        marks.add(new TurnMark(Kind.WARNING, clock, clocks.warnsAt(clock, from, due), due));
        marks.add(new TurnMark(Kind.BREACH, clock, due, due));
    }
}
