package dev.rapport.care.intake;

import dev.rapport.events.EventType;
import dev.rapport.events.Topic;
import dev.rapport.kit.inbox.Subscription;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Set;

/** Every topic this service reads, and what it wants of it. It writes none yet. */
final class CareTopics {
    private static final Set<Topic> READ = EnumSet.of(Topic.INBOUND, Topic.SELLERS, Topic.SCORES);

    private static final Set<EventType> WANTED = EnumSet.of(
            EventType.ORDER_PLACED,
            EventType.ORDER_SHIPPED,
            EventType.PARCEL_MOVED,
            EventType.ORDER_DELIVERED,
            EventType.ORDER_CANCELLED,
            EventType.ORDER_ADDRESS_CHANGED,
            EventType.REFUND_ISSUED,
            EventType.BUYER_REVIEW_POSTED,
            EventType.DISPUTE_OPENED,
            EventType.DISPUTE_CLOSED,
            EventType.SELLER_CHANGED,
            EventType.SCORE_CHANGED);

    private CareTopics() {}

    @Produces
    @Singleton
    static Subscription subscription(CareIntake intake) {
        return new Subscription("care-service", READ, WANTED, intake);
    }
}
