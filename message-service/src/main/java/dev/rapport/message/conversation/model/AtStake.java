package dev.rapport.message.conversation.model;

import dev.rapport.message.price.model.Miss;
import dev.rapport.policy.ClockName;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** SCO-07: what a conversation can still cost its seller. A miss that has been told is counted, and costs nothing more. */
public final class AtStake {

    private AtStake() {}

    /** Nothing when nobody waits. */
    public static Set<Miss> of(Conversation conversation, SellerClocks clocks) {
        Set<Miss> misses = EnumSet.noneOf(Miss.class);
        Told told = conversation.watch().told();
        boolean answerInTime = !told.has(TurnMark.Kind.BREACH, ClockName.ANSWER);
        switch (conversation.turn()) {
            case null -> {}
            case Turn.Waiting waiting -> {
                if (answerInTime) {
                    misses.add(Miss.ANSWER);
                    addConsult(conversation, misses);
                }
                if (timed(waiting.opening(), clocks) && !told.has(TurnMark.Kind.BREACH, ClockName.FIRST_RESPONSE)) {
                    misses.add(Miss.ON_TIME);
                }
            }
            case Turn.AutoResponded owing -> {
                if (answerInTime) {
                    misses.add(Miss.ANSWER);
                }
                if (owing.followUpDueAt() != null && !told.has(TurnMark.Kind.BREACH, ClockName.FOLLOW_UP)) {
                    misses.add(Miss.FOLLOW_UP);
                }
            }
            case Turn.Answered _ -> {}
        }
        return misses;
    }

    private static void addConsult(Conversation conversation, Set<Miss> misses) {
        switch (conversation.kind()) {
            case PRE_SALE -> misses.add(Miss.CONSULT);
            case ORDER_NOTE, AFTER_SALE -> {}
        }
    }

    /** A first response that is due later than the pack says is not timed by the score. */
    private static boolean timed(Turn.Opening opening, SellerClocks clocks) {
        Instant due = opening.firstResponseDueAt();
        if (due == null) {
            return false;
        }
        Duration timedWithin = clocks.rules(opening.openedAt()).score().timedWithin();
        return !due.isAfter(opening.openedAt().plus(timedWithin));
    }
}
