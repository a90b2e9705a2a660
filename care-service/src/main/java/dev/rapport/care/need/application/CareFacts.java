package dev.rapport.care.need.application;

import dev.rapport.care.need.model.CareMessage;
import dev.rapport.care.need.model.CareMessage.Course;
import dev.rapport.care.need.model.Need;
import dev.rapport.events.CareFact.CareNeeded;
import dev.rapport.events.CareFact.CareSent;
import dev.rapport.events.CareFact.CareSuppressed;
import dev.rapport.events.DispatchKind;
import dev.rapport.events.MessageFact.PolicyViolated;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.events.Topic;
import dev.rapport.kit.outbox.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one place where what happens to care messages becomes public facts, under natural keys: derived twice they count once. */
final class CareFacts {
    private CareFacts() {}

    /** CARE-01. */
    static Fact needed(Need need) {
        var fact = new CareNeeded(
                need.sellerId(), need.needId(), need.triggerName(), need.orderId(), need.buyerId(), need.neededAt());
        return Fact.of(fact, need.neededAt(), need.pack(), need.needId());
    }

    /** It was sent: told here and at once asked of the connectors. */
    static List<Fact> sent(CareMessage message, String marketplace, Duration expireAfter) {
        Need need = message.need();
        Course course = message.course();
        Instant sentAt = Objects.requireNonNull(course.sentAt(), "a sent message has a time");
        var fact = new CareSent(
                need.sellerId(),
                need.needId(),
                need.careMessageId(),
                need.channel().name(),
                need.neededAt(),
                sentAt,
                course.cost(),
                need.orderId());
        return List.of(
                Fact.of(fact, sentAt, need.pack(), need.needId(), need.careMessageId()),
                requested(message, marketplace, expireAfter, sentAt));
    }

    /** MSG-15: an attempt to deliver it. */
    static Fact requested(CareMessage message, String marketplace, Duration expireAfter, Instant at) {
        Need need = message.need();
        var request = new DispatchRequested(
                need.sellerId(),
                need.careMessageId(),
                message.course().attempts(),
                DispatchKind.CARE,
                need.channel().name(),
                marketplace,
                null,
                null,
                need.orderId(),
                need.buyerId(),
                Objects.requireNonNull(message.course().text(), "a sent message has a text"),
                need.neededAt().plus(expireAfter));
        return Fact.of(
                request,
                at,
                need.pack(),
                need.careMessageId(),
                Integer.toString(message.course().attempts()));
    }

    /** CARE-05. */
    static Fact suppressed(CareMessage message, Instant at) {
        Need need = message.need();
        var reason = Objects.requireNonNull(message.course().reason(), "a suppressed message has a reason");
        return Fact.of(
                new CareSuppressed(need.sellerId(), need.needId(), need.neededAt(), reason, need.orderId()),
                at,
                need.pack(),
                need.needId());
    }

    /** MSG-11: a text that was refused is an attempt; message-service keeps the ledger. */
    static Fact violated(
            String sellerId,
            String messageId,
            List<String> rules,
            @Nullable String agentId,
            boolean strike,
            String pack,
            Instant at) {
        var fact = new PolicyViolated(sellerId, null, messageId, rules, agentId, at, strike);
        return Fact.of(fact, at, pack, messageId).on(Topic.CARE);
    }
}
