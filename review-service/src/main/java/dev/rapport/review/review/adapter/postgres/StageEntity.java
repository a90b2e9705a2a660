package dev.rapport.review.review.adapter.postgres;

import dev.rapport.events.Stage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A row of table {@code review_stage} to look for. */
@Entity
@Immutable
@Table(name = "review_stage")
@IdClass(StageEntity.Key.class)
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class StageEntity {

    /** Within a session there is one seller. */
    record Key(String reviewId, Stage stage) implements Serializable {}

    @Id
    @Column(name = "review_id")
    String reviewId;

    @Id
    @Enumerated(EnumType.STRING)
    Stage stage;

    @TenantId
    @Column(name = "seller_id")
    String sellerId;

    @Column(name = "due_at")
    Instant dueAt;

    @Column(name = "completed_at")
    @Nullable
    Instant completedAt;
}
