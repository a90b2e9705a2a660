package dev.rapport.events;

import static dev.rapport.events.TextForm.ID;
import static dev.rapport.events.TextForm.LABEL;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a connector must deliver, on {@code rapport.outbound}. */
public sealed interface OutboundEvent extends RapportEvent {

    /** MSG-15: deliver {@code text}; every attempt carries the same {@code dispatchId}, connectors de-duplicate on it. */
    record DispatchRequested(
            @Text(ID) String sellerId,
            @Text(ID) String dispatchId,
            @Range(min = 1) int attempt,
            DispatchKind what,
            @Text(LABEL) String channel,
            @Text(LABEL) String marketplace,
            @Text(ID) @Nullable String conversationId,
            @Text(ID) @Nullable String reviewId,
            @Text(ID) @Nullable String orderId,
            @Text(ID) String buyerId,
            String text,
            @Nullable Instant notAfter)
            implements OutboundEvent {
        public DispatchRequested {
            RecordShape.check(
                    DispatchRequested.class,
                    sellerId,
                    dispatchId,
                    attempt,
                    what,
                    channel,
                    marketplace,
                    conversationId,
                    reviewId,
                    orderId,
                    buyerId,
                    text,
                    notAfter);
        }
    }
}
