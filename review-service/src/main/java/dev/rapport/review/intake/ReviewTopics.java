package dev.rapport.review.intake;

import dev.rapport.events.EventType;
import dev.rapport.events.Topic;
import dev.rapport.kit.inbox.Subscription;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Set;

/**
 * Every topic this service reads and what it wants of it. It writes, through its outbox, its facts to {@code rapport.reviews} and
 * requests to deliver replies to {@code rapport.outbound}.
 */
final class ReviewTopics {

    private static final Set<Topic> READ = EnumSet.of(Topic.INBOUND, Topic.SELLERS);

    private static final Set<EventType> WANTED = EnumSet.of(
            EventType.BUYER_REVIEW_POSTED,
            EventType.BUYER_REVIEW_REVISED,
            EventType.SELLER_REVIEW_REPLY_OBSERVED,
            EventType.SELLER_CHANGED);

    private ReviewTopics() {}

    @Produces
    @Singleton
    static Subscription subscription(ReviewIntake intake) {
        return new Subscription("review-service", READ, WANTED, intake);
    }
}
