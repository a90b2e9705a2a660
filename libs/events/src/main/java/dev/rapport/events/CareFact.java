package dev.rapport.events;

import static dev.rapport.events.TextForm.ID;
import static dev.rapport.events.TextForm.LABEL;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Facts about care on {@code rapport.care}. {@code neededAt} anchors all three, so they count in the same hour. */
public sealed interface CareFact extends RapportEvent {

    /** CARE-01: an order event asks for a care message; {@code trigger} is the rule's. */
    record CareNeeded(
            @Text(ID) String sellerId,
            @Text(ID) String needId,
            @Text(LABEL) String trigger,
            @Text(ID) String orderId,
            @Text(ID) String buyerId,
            Instant neededAt)
            implements CareFact {
        public CareNeeded {
            RecordShape.check(CareNeeded.class, sellerId, needId, trigger, orderId, buyerId, neededAt);
        }
    }

    /** A care message went out; {@code cost} where the channel costs (CARE-06), {@code orderId} as in the need. */
    record CareSent(
            @Text(ID) String sellerId,
            @Text(ID) String needId,
            @Text(ID) String careMessageId,
            @Text(LABEL) String channel,
            Instant neededAt,
            Instant sentAt,
            @Nullable Money cost,
            @Text(ID) @Nullable String orderId)
            implements CareFact {
        public CareSent {
            RecordShape.check(
                    CareSent.class, sellerId, needId, careMessageId, channel, neededAt, sentAt, cost, orderId);
        }
    }

    /** CARE-05: a need that will not be sent, with the first reason that held; {@code orderId} as in the need. */
    record CareSuppressed(
            @Text(ID) String sellerId,
            @Text(ID) String needId,
            Instant neededAt,
            SuppressionReason reason,
            @Text(ID) @Nullable String orderId)
            implements CareFact {
        public CareSuppressed {
            RecordShape.check(CareSuppressed.class, sellerId, needId, neededAt, reason, orderId);
        }
    }
}
