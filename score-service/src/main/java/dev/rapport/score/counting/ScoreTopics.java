package dev.rapport.score.counting;

import dev.rapport.events.EventType;
import dev.rapport.events.Topic;
import dev.rapport.kit.inbox.Subscription;
import dev.rapport.score.freshness.Counted;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Every topic this service reads and writes.
 *
 * <p>It reads {@code rapport.inbound} for orders and disputes, and all facts of {@code rapport.messages},
 * {@code rapport.reviews} and {@code rapport.care}: what message-, review- and care-service write, or a feeder that wants
 * only the score. It writes profiles to {@code rapport.sellers} and scores to {@code rapport.scores}, both through the
 * outbox, and what cannot be counted to {@code rapport.dead-letters}.
 */
final class ScoreTopics {
    private static final Set<Topic> FACTS = EnumSet.of(Topic.MESSAGES, Topic.REVIEWS, Topic.CARE);

    ScoreTopics() {}

    @Produces
    @Singleton
    @Counted
    static Subscription counting(CountingHandler handler) {
        Set<Topic> topics = EnumSet.of(Topic.INBOUND);
        topics.addAll(FACTS);
        return new Subscription("score-service", topics, counted(), handler);
    }

    /** Orders and disputes, and every type of fact: even one that counts for nothing tells that its seller exists. */
    private static Set<EventType> counted() {
        Set<EventType> types = EnumSet.of(EventType.ORDER_PLACED, EventType.DISPUTE_OPENED);
        Arrays.stream(EventType.values())
                .filter(type -> !Collections.disjoint(type.topics(), FACTS))
                .forEach(types::add);
        return types;
    }
}
