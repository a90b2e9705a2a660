package dev.rapport.review.review.adapter.postgres;

import dev.rapport.events.ReviewClass;
import dev.rapport.review.classification.Classification;
import dev.rapport.review.review.model.Posting;
import dev.rapport.review.review.model.ReviewKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A row of table {@code review} to look at. Within a session there is one seller, so the review's id is enough. */
@Entity
@Immutable
@Table(name = "review")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class ReviewEntity {

    @Id
    @Column(name = "review_id")
    String reviewId;

    @TenantId
    @Column(name = "seller_id")
    String sellerId;

    @Column(name = "order_id")
    String orderId;

    @Column(name = "product_id")
    String productId;

    @Column(name = "buyer_id")
    String buyerId;

    @Nullable
    String country;

    @Column(name = "posted_stars")
    short postedStars;

    short stars;

    @Nullable
    String title;

    @Column(name = "posted_text")
    @Nullable
    String postedText;

    @Enumerated(EnumType.STRING)
    ReviewClass guess;

    String evidence;

    @Column(name = "posted_at")
    Instant postedAt;

    @Column(name = "reply_due_at")
    Instant replyDueAt;

    String pack;

    @Column(name = "replied_at")
    @Nullable
    Instant repliedAt;

    @Enumerated(EnumType.STRING)
    @Nullable
    ReviewClass corrected;

    @Column(name = "invited_at")
    @Nullable
    Instant invitedAt;

    long version;

    ReviewParts parts() {
        var parts = new ReviewParts(new ReviewKey(sellerId, reviewId));
        parts.posted(
                new Posting(
                        orderId,
                        productId,
                        buyerId,
                        country,
                        postedStars,
                        title,
                        postedText,
                        postedAt,
                        new Classification(guess, EvidenceJson.read(evidence)),
                        replyDueAt,
                        pack),
                repliedAt,
                invitedAt,
                version);
        return parts;
    }
}
