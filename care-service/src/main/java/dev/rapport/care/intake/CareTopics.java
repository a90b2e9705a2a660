package dev.rapport.care.intake;

import dev.rapport.care.eligibility.CareRulebook;
import dev.rapport.care.need.application.MakeNeeds;
import dev.rapport.care.need.application.RollOutRules;
import dev.rapport.care.need.application.SendCare;
import dev.rapport.events.EventType;
import dev.rapport.events.Topic;
import dev.rapport.kit.due.DueTable;
import dev.rapport.kit.due.DueWork;
import dev.rapport.kit.inbox.Subscription;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Every topic this service reads, and what it wants of it. It writes, through its outbox, its facts to {@code rapport.care} and requests
 * to deliver care messages to {@code rapport.outbound}.
 */
final class CareTopics {
    private static final String GROUP = "care-service";

    private static final Set<Topic> READ = EnumSet.of(Topic.INBOUND, Topic.MESSAGES, Topic.SELLERS, Topic.SCORES);

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
            EventType.DELIVERY_REPORTED,
            EventType.BUYER_ERASED,
            EventType.SELLER_CHANGED,
            EventType.SCORE_CHANGED);

    private CareTopics() {}

    @Produces
    @Singleton
    static Subscription subscription(CareIntake intake) {
        return new Subscription(GROUP, READ, WANTED, intake);
    }

    /** What falls due: orders that may need something, messages to be sent, rules that look at older orders. */
    @Produces
    @Singleton
    static DueWork due(CareRulebook rulebook, MakeNeeds needs, SendCare care, RollOutRules rollOut, Clock clock) {
        return new DueWork(
                GROUP,
                rulebook.timePassing(clock.instant()),
                List.of(
                        new DueTable("care-orders", "orders", List.of("order_id"), "care_due_at", needs),
                        new DueTable("care-messages", "care_message", List.of("need_id"), "send_at", care),
                        new DueTable("care-rules", "care_rule", List.of("rule_id"), "rollout_at", rollOut)));
    }
}
