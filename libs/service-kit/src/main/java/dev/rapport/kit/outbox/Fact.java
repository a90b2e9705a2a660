package dev.rapport.kit.outbox;

import dev.rapport.events.EventType;
import dev.rapport.events.FactId;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Topic;
import dev.rapport.kit.inbox.Received;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One fact of ours, about to be published.
 *
 * @param event the fact itself
 * @param topic where it is published: one of its type's topics
 * @param naturalKey what makes this fact this one and no other among its seller's facts of the type, e.g. the turn id; never empty.
 *     The same key derived twice gives the same {@code ce_id}, so a repeat is recognised
 * @param time when it became true ({@code ce_time}); decided by the data, not by the moment of writing
 * @param pack label of the pack version it was judged by ({@code ce_pack}), e.g. {@code aliexpress@2024-06}
 * @param traceparent W3C trace context it continues; null when none
 */
public record Fact(
        RapportEvent event,
        Topic topic,
        List<String> naturalKey,
        Instant time,
        String pack,
        @Nullable String traceparent) {

    public Fact {
        naturalKey = List.copyOf(naturalKey);
        if (naturalKey.isEmpty()) {
            throw new IllegalArgumentException("a fact has a natural key");
        }
        if (!EventType.of(event).topics().contains(topic)) {
            throw new IllegalArgumentException(EventType.of(event) + " is not published on " + topic);
        }
    }

    /** A fact on its type's home topic that continues no trace. */
    public static Fact of(RapportEvent event, Instant time, String pack, String... naturalKey) {
        return new Fact(event, EventType.of(event).topic(), List.of(naturalKey), time, pack, null);
    }

    /** The same fact on another of its type's topics: review and care write {@code policy.violated} to their own. */
    public Fact on(Topic other) {
        return new Fact(event, other, naturalKey, time, pack, traceparent);
    }

    /** The same fact as a consequence of a received event: it continues that event's trace. */
    public Fact causedBy(Received cause) {
        return tracedBy(cause.envelope().traceparent());
    }

    /** The same fact in the given W3C trace context. */
    public Fact tracedBy(@Nullable String context) {
        return new Fact(event, topic, naturalKey, time, pack, context);
    }

    /** {@code ce_id}: a UUIDv5 of type, seller and natural key. */
    public String id() {
        return FactId.of(EventType.of(event), event.sellerId(), naturalKey.toArray(String[]::new));
    }
}
