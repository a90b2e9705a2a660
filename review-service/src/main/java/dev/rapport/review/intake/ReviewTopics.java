package dev.rapport.review.intake;

import dev.rapport.events.EventType;
import dev.rapport.events.Topic;
import dev.rapport.kit.due.DueTable;
import dev.rapport.kit.due.DueWork;
import dev.rapport.kit.inbox.Subscription;
import dev.rapport.policy.DefaultProfile;
import dev.rapport.policy.Packs;
import dev.rapport.review.casework.OverdueReviews;
import dev.rapport.review.casework.StageAlerts;
import dev.rapport.review.cluster.ClusterWatch;
import dev.rapport.review.dispatch.Dispatches;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Every topic this service reads and what it wants of it. It writes, through its outbox, its facts to {@code rapport.reviews} requests to
 * deliver replies, invitations and appeals to {@code rapport.outbound}, and its alerts to {@code rapport.alerts}.
 */
final class ReviewTopics {

    private static final String GROUP = "review-service";

    private static final Set<Topic> READ =
            EnumSet.of(Topic.INBOUND, Topic.MESSAGES, Topic.OUTBOUND, Topic.SELLERS, Topic.SCORES);

    private static final Set<EventType> WANTED = EnumSet.of(
            EventType.BUYER_REVIEW_POSTED,
            EventType.BUYER_REVIEW_REVISED,
            EventType.SELLER_REVIEW_REPLY_OBSERVED,
            EventType.ORDER_PLACED,
            EventType.ORDER_SHIPPED,
            EventType.PARCEL_MOVED,
            EventType.ORDER_DELIVERED,
            EventType.ORDER_CANCELLED,
            EventType.ORDER_ADDRESS_CHANGED,
            EventType.REFUND_ISSUED,
            EventType.DISPUTE_OPENED,
            EventType.DISPUTE_CLOSED,
            EventType.BUYER_MESSAGE_RECEIVED,
            EventType.SELLER_MESSAGE_OBSERVED,
            EventType.DELIVERY_REPORTED,
            EventType.APPEAL_DECIDED,
            EventType.BUYER_ERASED,
            EventType.DISPATCH_REQUESTED,
            EventType.SELLER_CHANGED,
            EventType.SCORE_CHANGED);

    private ReviewTopics() {}

    @Produces
    @Singleton
    static Subscription subscription(ReviewIntake intake) {
        return new Subscription(GROUP, READ, WANTED, intake);
    }

    /** What falls due: reviews that want a reply (REV-02), stages (REV-03), attempts to deliver (MSG-15), sellers whose figures are to be looked at (REV-07). */
    @Produces
    @Singleton
    static DueWork due(
            Packs packs,
            OverdueReviews overdue,
            StageAlerts stages,
            Dispatches dispatches,
            ClusterWatch clusters,
            Clock clock) {
        return new DueWork(
                GROUP,
                packs.pack(DefaultProfile.PACK, clock.instant()).timePassing(),
                List.of(
                        new DueTable("review-replies", "review", List.of("review_id"), "overdue_at", overdue),
                        new DueTable(
                                "review-stages", "review_stage", List.of("review_id", "stage"), "alert_at", stages),
                        new DueTable(
                                "review-dispatches", "review_dispatch", List.of("dispatch_id"), "retry_at", dispatches),
                        new DueTable("review-clusters", "cluster_watch", List.of(), "look_at", clusters)));
    }
}
