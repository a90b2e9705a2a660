package dev.rapport.gateway.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.events.EventCodec;
import dev.rapport.events.EventType;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Topic;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is told to those who watch a seller: all facts about messages, reviews, care, scores and alerts, and of what connectors bring the
 * messages and receipts. No text of a person travels here, only ids, states and times; who wants the text asks for it over REST.
 */
public final class LiveEvents {

    /** The topics read, in the order in which a {@link Position} holds them. */
    static final List<Topic> TOPICS =
            List.of(Topic.MESSAGES, Topic.REVIEWS, Topic.CARE, Topic.SCORES, Topic.ALERTS, Topic.INBOUND);

    private static final Set<EventType> OF_INBOUND = EnumSet.of(
            EventType.BUYER_MESSAGE_RECEIVED, EventType.SELLER_MESSAGE_OBSERVED, EventType.DELIVERY_REPORTED);

    private static final Set<EventType> WITH_TEXTS = EnumSet.of(
            EventType.BUYER_MESSAGE_RECEIVED,
            EventType.SELLER_MESSAGE_OBSERVED,
            EventType.DELIVERY_REPORTED,
            EventType.PROMISE_MADE,
            EventType.PROMISE_BROKEN);

    private static final Set<String> TEXTS = Set.of("text", "what", "detail", "externalMessageId");

    private static final String PREFIX = "rapport.";
    private static final String VERSION = ".v1";
    private static final EventCodec CODEC = new EventCodec();

    private LiveEvents() {}

    /** Whether events of this type are told at all. */
    public static boolean told(EventType type) {
        return type.topic() == Topic.INBOUND ? OF_INBOUND.contains(type) : TOPICS.contains(type.topic());
    }

    /** The name a client listens to: the type without prefix and version, such as {@code turn.opened}. */
    public static String name(EventType type) {
        String name = type.wireName();
        return name.substring(PREFIX.length(), name.length() - VERSION.length());
    }

    /**
     * The event for a client: its data without texts, with {@code buyerId} in place of the buyer, and {@code eventId}, by which a
     * repeat is recognised. One line of JSON.
     */
    public static String data(String eventId, RapportEvent event) {
        String data = new String(CODEC.data(event), UTF_8);
        if (WITH_TEXTS.contains(EventType.of(event))) {
            data = withoutTexts(data);
        }
        return "{\"eventId\":" + Json.encode(eventId) + ',' + data.substring(1);
    }

    private static String withoutTexts(String data) {
        JsonObject json = new JsonObject(Buffer.buffer(data));
        TEXTS.forEach(json::remove);
        if (json.remove("buyer") instanceof JsonObject buyer) {
            json.put("buyerId", buyer.getString("id"));
        }
        return json.encode();
    }
}
