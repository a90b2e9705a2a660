package dev.rapport.message.conversation.application;

import dev.rapport.events.AlertEvent;
import dev.rapport.events.EventType;
import dev.rapport.events.FactId;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationEvent;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.conversation.model.Turn;
import dev.rapport.message.conversation.model.TurnMark;
import dev.rapport.policy.ClockName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Warnings and breaches of clocks as alerts (MSG-04): raised once, resolved when the clock is met. Live views and webhooks follow from
 * them, so they are raised only for what still concerns somebody.
 */
final class ClockNotices {

    private static final List<TurnMark.Kind> RAISED = List.of(TurnMark.Kind.WARNING, TurnMark.Kind.BREACH);

    private ClockNotices() {}

    /** The alert that goes with a mark; none with an unattended auto-reply, whose follow-up clock breaches at that moment. */
    static Optional<Fact> raised(Conversation conversation, ConversationEvent.MarkTold event, SellerClocks clocks) {
        TurnMark mark = event.mark();
        if (!RAISED.contains(mark.kind())) {
            return Optional.empty();
        }
        var fact = new AlertEvent.AlertRaised(
                conversation.key().sellerId(),
                alertId(conversation, event.opening(), mark.kind(), mark.clock()),
                rule(mark.kind()),
                severity(mark.kind()),
                subject(conversation, mark.clock()),
                null,
                null,
                mark.at());
        return Optional.of(Fact.of(fact, mark.at(), clocks.pack(event.opening().openedAt()), fact.alertId()));
    }

    /** Adds the end of the alerts that were raised for clocks which are met now. */
    static void met(
            Conversation conversation,
            Turn.Opening opening,
            List<ClockName> met,
            Instant at,
            SellerClocks clocks,
            List<Fact> facts) {
        boolean present =
                conversation.turn() instanceof Turn turn && turn.opening().id().equals(opening.id());
        if (!present) {
            return;
        }
        for (ClockName clock : met) {
            for (TurnMark.Kind kind : RAISED) {
                if (conversation.watch().told().noticed(kind, clock)) {
                    facts.add(resolved(conversation, opening, kind, clock, at, clocks));
                }
            }
        }
    }

    private static Fact resolved(
            Conversation conversation,
            Turn.Opening opening,
            TurnMark.Kind kind,
            ClockName clock,
            Instant at,
            SellerClocks clocks) {
        var fact = new AlertEvent.AlertResolved(
                conversation.key().sellerId(),
                alertId(conversation, opening, kind, clock),
                rule(kind),
                severity(kind),
                subject(conversation, clock),
                null,
                null,
                at);
        return Fact.of(
                fact, at, clocks.pack(opening.openedAt()), fact.alertId(), Integer.toString(opening.reopenings()));
    }

    private static String alertId(
            Conversation conversation, Turn.Opening opening, TurnMark.Kind kind, ClockName clock) {
        return FactId.of(
                EventType.ALERT_RAISED,
                conversation.key().sellerId(),
                opening.id().value(),
                clock.wireName(),
                kind.name());
    }

    private static String rule(TurnMark.Kind kind) {
        return kind == TurnMark.Kind.WARNING ? "clock-warning" : "clock-breached";
    }

    private static String severity(TurnMark.Kind kind) {
        return kind == TurnMark.Kind.WARNING ? "warning" : "critical";
    }

    private static String subject(Conversation conversation, ClockName clock) {
        return "conversation " + conversation.key().conversationId() + ", clock " + clock.wireName();
    }
}
