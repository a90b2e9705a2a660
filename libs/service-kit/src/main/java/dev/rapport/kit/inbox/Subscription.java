package dev.rapport.kit.inbox;

import dev.rapport.events.EventType;
import dev.rapport.events.Topic;
import java.util.Collections;
import java.util.Set;

/**
 * What a service reads and what it does with it. Produce one as a {@code @Singleton} CDI bean and the kit runs a consumer for it
 * between start and stop of the service.
 *
 * @param group Kafka consumer group under which the lag is visible: the service's name, e.g. {@code message-service}
 * @param topics topics to read; never empty
 * @param interests types handed to the handler; others on these topics are passed over without being parsed
 * @param handler applies them
 * @param judges whether a record that cannot be read goes to the dead letters; false for one that only watches what others apply
 */
public record Subscription(
        String group, Set<Topic> topics, Set<EventType> interests, BatchHandler handler, boolean judges) {

    /** One that applies what it reads: what it cannot read, it sets aside. */
    public Subscription(String group, Set<Topic> topics, Set<EventType> interests, BatchHandler handler) {
        this(group, topics, interests, handler, true);
    }

    /** One that watches topics which others apply: those set aside what cannot be read, once, and this one passes it over. */
    public static Subscription watching(
            String group, Set<Topic> topics, Set<EventType> interests, BatchHandler handler) {
        return new Subscription(group, topics, interests, handler, false);
    }

    public Subscription {
        topics = Set.copyOf(topics);
        interests = Set.copyOf(interests);
        if (group.isBlank() || topics.isEmpty() || interests.isEmpty()) {
            throw new IllegalArgumentException("a subscription has a group, topics and interests");
        }
        for (EventType type : interests) {
            if (Collections.disjoint(topics, type.topics())) {
                throw new IllegalArgumentException(type + " is not on a topic of this subscription");
            }
        }
    }
}
