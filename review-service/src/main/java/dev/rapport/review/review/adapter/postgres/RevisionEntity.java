package dev.rapport.review.review.adapter.postgres;

import dev.rapport.review.review.model.Revision;
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

/** A row of table {@code review_revision} to look at. */
@Entity
@Immutable
@Table(name = "review_revision")
@IdClass(RevisionEntity.Key.class)
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class RevisionEntity {

    /** Within a session there is one seller. */
    record Key(String reviewId, Instant revisedAt) implements Serializable {}

    @Id
    @Column(name = "review_id")
    String reviewId;

    @Id
    @Column(name = "revised_at")
    Instant revisedAt;

    @TenantId
    @Column(name = "seller_id")
    String sellerId;

    short stars;

    @Nullable
    String text;

    Revision revision() {
        return new Revision(revisedAt, stars, text);
    }
}
