package dev.rapport.message.promise.application;

import dev.rapport.events.AlertEvent.AlertRaised;
import dev.rapport.events.AlertEvent.AlertResolved;
import dev.rapport.events.EventType;
import dev.rapport.events.FactId;
import dev.rapport.events.MessageFact.PromiseBroken;
import dev.rapport.events.MessageFact.PromiseMade;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.promise.model.Promise;
import dev.rapport.message.promise.model.Promise.Alert;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What the world is told of promises. */
final class PromiseFacts {

    private PromiseFacts() {}

    static Fact made(Promise promise, SellerClocks clocks) {
        var fact = new PromiseMade(
                promise.conversation().sellerId(),
                promise.promiseId(),
                promise.conversation().conversationId(),
                promise.orderId(),
                promise.what(),
                promise.dueAt());
        return Fact.of(fact, promise.madeAt(), clocks.pack(promise.madeAt()), promise.promiseId());
    }

    static Fact broken(Promise promise, SellerClocks clocks) {
        var fact = new PromiseBroken(
                promise.conversation().sellerId(),
                promise.promiseId(),
                promise.conversation().conversationId(),
                promise.orderId(),
                promise.what(),
                promise.dueAt());
        return Fact.of(fact, promise.dueAt(), clocks.pack(promise.madeAt()), promise.promiseId());
    }

    static Fact raised(Promise promise, Alert alert, Instant at, SellerClocks clocks) {
        var fact = new AlertRaised(
                promise.conversation().sellerId(),
                alertId(promise, alert),
                rule(alert),
                severity(alert),
                subject(promise),
                null,
                null,
                at);
        return Fact.of(fact, at, clocks.pack(promise.madeAt()), fact.alertId());
    }

    /** The end of the alert that stood; nothing when none did. */
    static List<Fact> quiet(Promise before, Instant at, SellerClocks clocks) {
        Alert alert = before.alert();
        if (alert == null) {
            return List.of();
        }
        var fact = new AlertResolved(
                before.conversation().sellerId(),
                alertId(before, alert),
                rule(alert),
                severity(alert),
                subject(before),
                null,
                null,
                at);
        return List.of(Fact.of(fact, at, clocks.pack(before.madeAt()), fact.alertId()));
    }

    private static String alertId(Promise promise, Alert alert) {
        return FactId.of(EventType.ALERT_RAISED, promise.conversation().sellerId(), promise.promiseId(), alert.name());
    }

    private static String rule(Alert alert) {
        return "promise-" + alert.name().toLowerCase(Locale.ROOT);
    }

    private static String severity(Alert alert) {
        return switch (alert) {
            case DUE -> "warning";
            case BROKEN -> "critical";
        };
    }

    /** An agent's words may name a person: they are read in the conversation. */
    private static String subject(Promise promise) {
        return "conversation " + promise.conversation().conversationId() + ", promise "
                + promise.deed().name();
    }
}
