package dev.rapport.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.events.EventType;
import dev.rapport.events.Topic;
import dev.rapport.gateway.live.LiveEvents;
import dev.rapport.kit.inbox.Received;
import dev.rapport.kit.inbox.Subscription;
import io.vertx.core.json.Json;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Turns what is published into calls that are owed, each event once per webhook. */
@Singleton
class WebhookIntake {

    private final Webhooks webhooks;
    private final Deliveries deliveries;

    @Inject
    WebhookIntake(Webhooks webhooks, Deliveries deliveries) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
    }

    @Produces
    @Singleton
    Subscription subscription() {
        Set<EventType> interests = EnumSet.noneOf(EventType.class);
        for (EventType type : EventType.values()) {
            if (LiveEvents.told(type)) {
                interests.add(type);
            }
        }
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        interests.forEach(type -> topics.addAll(type.topics()));
        return Subscription.watching("gateway", topics, interests, this::apply);
    }

    private void apply(Connection tx, List<Received> batch, Instant now) throws SQLException {
        Set<String> sellers = new HashSet<>();
        batch.forEach(received -> sellers.add(received.event().sellerId()));
        Map<String, List<Webhook>> bySeller = new HashMap<>();
        for (Webhook webhook : webhooks.active(tx, sellers)) {
            bySeller.computeIfAbsent(webhook.sellerId(), _ -> new ArrayList<>()).add(webhook);
        }
        if (bySeller.isEmpty()) {
            return;
        }
        List<Deliveries.Owed> owed = new ArrayList<>();
        for (Received received : batch) {
            String name = LiveEvents.name(received.envelope().type());
            for (Webhook webhook : bySeller.getOrDefault(received.event().sellerId(), List.of())) {
                if (webhook.wants(name) && !received.appendedAt().isBefore(webhook.activeSince())) {
                    owed.add(owed(received, name, webhook));
                }
            }
        }
        deliveries.take(tx, owed, now);
    }

    private static Deliveries.Owed owed(Received received, String name, Webhook webhook) {
        String eventId = received.envelope().id();
        String natural = webhook.sellerId()
                + '\n'
                + webhook.webhookId()
                + '\n'
                + received.envelope().source()
                + '\n'
                + eventId;
        String deliveryId = UUID.nameUUIDFromBytes(natural.getBytes(UTF_8)).toString();
        String body = "{\"id\":" + Json.encode(deliveryId) + ",\"event\":" + Json.encode(name) + ",\"publishedAt\":"
                + Json.encode(received.appendedAt().toString()) + ",\"data\":"
                + LiveEvents.data(eventId, received.event()) + '}';
        return new Deliveries.Owed(
                webhook.sellerId(), webhook.webhookId(), deliveryId, eventId, name, body.getBytes(UTF_8));
    }
}
