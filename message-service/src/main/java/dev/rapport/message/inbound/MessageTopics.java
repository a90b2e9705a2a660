package dev.rapport.message.inbound;

import dev.rapport.events.EventType;
import dev.rapport.events.Topic;
import dev.rapport.kit.inbox.Subscription;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Set;

/**
 * Every topic this service reads and what it wants of it. It writes, through its outbox, its facts to {@code rapport.messages} and
 * requests to deliver replies to {@code rapport.outbound}; and, at once, what REST brings in to {@code rapport.inbound}.
 */
final class MessageTopics {

    private static final Set<Topic> READ =
            EnumSet.of(Topic.INBOUND, Topic.OUTBOUND, Topic.SELLERS, Topic.REVIEWS, Topic.CARE, Topic.SCORES);

    private static final Set<EventType> WANTED = EnumSet.of(
            EventType.BUYER_MESSAGE_RECEIVED,
            EventType.SELLER_MESSAGE_OBSERVED,
            EventType.DELIVERY_REPORTED,
            // Its own: they stand where connectors take them from. Those of care: their echo is no answer.
            EventType.DISPATCH_REQUESTED,
            EventType.SELLER_CHANGED,
            // MSG-06: what a turn is about, and what it is worth.
            EventType.ORDER_PLACED,
            EventType.ORDER_ADDRESS_CHANGED,
            EventType.ORDER_SHIPPED,
            EventType.PARCEL_MOVED,
            EventType.ORDER_DELIVERED,
            EventType.ORDER_CANCELLED,
            EventType.REFUND_ISSUED,
            EventType.DISPUTE_OPENED,
            EventType.DISPUTE_CLOSED,
            // MSG-13: how buyers feel treated.
            EventType.BUYER_REVIEW_POSTED,
            // MSG-09: what is out of stock.
            EventType.STOCK_CHANGED,
            // MSG-11: the one ledger of strikes; review-service and care-service tell of theirs on their own topics.
            EventType.VIOLATION_REPORTED,
            EventType.VIOLATION_WITHDRAWN,
            EventType.POLICY_VIOLATED,
            // SCO-07: what a missed turn costs.
            EventType.SCORE_CHANGED);

    private MessageTopics() {}

    @Produces
    @Singleton
    static Subscription subscription(InboundIntake intake) {
        return new Subscription("message-service", READ, WANTED, intake);
    }
}
