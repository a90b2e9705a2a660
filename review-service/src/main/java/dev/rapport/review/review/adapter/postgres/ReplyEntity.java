package dev.rapport.review.review.adapter.postgres;

import dev.rapport.review.review.model.SellerReply;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A row of table {@code review_reply} to look at. */
@Entity
@Immutable
@Table(name = "review_reply")
@IdClass(ReplyEntity.Key.class)
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class ReplyEntity {

    /** Within a session there is one seller. */
    record Key(String reviewId, String replyId) implements Serializable {}

    @Id
    @Column(name = "review_id")
    String reviewId;

    @Id
    @Column(name = "reply_id")
    String replyId;

    @TenantId
    @Column(name = "seller_id")
    String sellerId;

    String text;

    @Column(name = "replied_at")
    Instant repliedAt;

    @Column(name = "agent_id")
    @Nullable
    String agentId;

    @Column(name = "dispatch_id")
    @Nullable
    String dispatchId;

    @Column(name = "template_id")
    @Nullable
    String templateId;

    SellerReply reply() {
        return new SellerReply(replyId, text, repliedAt, agentId, dispatchId, templateId);
    }
}
