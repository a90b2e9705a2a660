package dev.rapport.message.inbound;

import dev.rapport.events.InboundEvent.ViolationReported;
import dev.rapport.events.InboundEvent.ViolationWithdrawn;
import dev.rapport.events.MessageFact.PolicyViolated;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Topic;
import dev.rapport.kit.inbox.Received;
import dev.rapport.message.strike.application.StrikeBook.News;
import dev.rapport.message.strike.model.Violation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event means to the ledger of strikes (MSG-11). */
final class StrikeArrival {

    private StrikeArrival() {}

    /** The meaning of an event; null when it has none here. */
    static @Nullable News of(Received received) {
        RapportEvent event = received.event();
        String trace = received.envelope().traceparent();
        if (event instanceof ViolationReported reported) {
            return new News.Recorded(violation(reported), false, trace);
        } else if (event instanceof ViolationWithdrawn withdrawn) {
            return new News.Withdrawn(
                    withdrawn.sellerId(), withdrawn.violationId(), micros(withdrawn.withdrawnAt()), trace);
        } else if (event instanceof PolicyViolated violated) {
            return new News.Recorded(violation(violated, received), true, trace);
        } else {
            return null;
        }
    }

    private static Violation violation(ViolationReported event) {
        return new Violation(
                event.sellerId(),
                event.violationId(),
                Violation.Source.REPORTED,
                event.conversationId(),
                List.of(event.rule()),
                null,
                micros(event.reportedAt()),
                Violation.Strike.UNSPENT);
    }

    /** Those of the other services are named by their fact's id. */
    private static Violation violation(PolicyViolated event, Received received) {
        return new Violation(
                event.sellerId(),
                received.envelope().id(),
                received.topic() == Topic.REVIEWS ? Violation.Source.REVIEW : Violation.Source.CARE,
                event.conversationId(),
                event.rules(),
                event.agentId(),
                micros(event.violatedAt()),
                event.strike() ? Violation.Strike.UNSPENT : Violation.Strike.NONE);
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
