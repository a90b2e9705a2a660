package dev.rapport.review.intake;

import dev.rapport.events.EventType;
import dev.rapport.events.Topic;
import dev.rapport.kit.due.DueTable;
import dev.rapport.kit.due.DueWork;
import dev.rapport.kit.inbox.Subscription;
import dev.rapport.policy.DefaultProfile;
import dev.rapport.policy.Packs;
import dev.rapport.review.casework.OverdueReviews;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Every topic this service reads and what it wants of it. It writes, through its outbox, its facts to {@code rapport.reviews} and
 * requests to deliver replies to {@code rapport.outbound}.
 */
final class ReviewTopics {

    private static final String GROUP = "review-service";

    private static final Set<Topic> READ = EnumSet.of(Topic.INBOUND, Topic.SELLERS, Topic.SCORES);

    private static final Set<EventType> WANTED = EnumSet.of(
            EventType.BUYER_REVIEW_POSTED,
            EventType.BUYER_REVIEW_REVISED,
            EventType.SELLER_REVIEW_REPLY_OBSERVED,
            EventType.SELLER_CHANGED,
            EventType.SCORE_CHANGED);

    private ReviewTopics() {}

    @Produces
    @Singleton
    static Subscription subscription(ReviewIntake intake) {
        return new Subscription(GROUP, READ, WANTED, intake);
    }

    /** What falls due: reviews that want a reply (REV-02). */
    @Produces
    @Singleton
    static DueWork due(Packs packs, OverdueReviews overdue, Clock clock) {
        return new DueWork(
                GROUP,
                packs.pack(DefaultProfile.PACK, clock.instant()).timePassing(),
                List.of(new DueTable("review-replies", "review", List.of("review_id"), "overdue_at", overdue)));
    }
}
