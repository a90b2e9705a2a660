package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.message.conversation.application.MessageThread;
import dev.rapport.message.conversation.model.Delivery;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A row of table {@code message} to look at. */
@Entity
@Immutable
@Table(name = "message")
@IdClass(MessageEntity.Key.class)
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class MessageEntity {

    // Not named queries: those are parsed at every start, for a third of a second.
    static final String NEWEST_FIRST = """
            FROM MessageEntity m WHERE m.conversationId = ?1
            ORDER BY m.sentAt DESC, m.storedAt DESC, m.messageId DESC""";

    static final String OLDER = """
            FROM MessageEntity m WHERE m.conversationId = ?1 AND (m.sentAt, m.storedAt, m.messageId) < (?2, ?3, ?4)
            ORDER BY m.sentAt DESC, m.storedAt DESC, m.messageId DESC""";

    /** Identity within a session, which has one seller. */
    record Key(String conversationId, String messageId) {}

    @Id
    @Column(name = "conversation_id")
    String conversationId;

    @Id
    @Column(name = "message_id")
    String messageId;

    @TenantId
    @Column(name = "seller_id")
    String sellerId;

    @Enumerated(EnumType.STRING)
    MessageThread.Author author;

    @Column(name = "is_care")
    boolean care;

    String text;

    @Column(name = "sent_at")
    Instant sentAt;

    @Column(name = "stored_at")
    Instant storedAt;

    @Column(name = "agent_id")
    @Nullable
    String agentId;

    @Column(name = "dispatch_id")
    @Nullable
    String dispatchId;

    @Enumerated(EnumType.STRING)
    @Column(name = "delivery_state")
    Delivery.@Nullable State deliveryState;

    @Nullable
    Integer attempts;

    @Column(name = "delivery_due_at")
    @Nullable
    Instant deliveryDueAt;

    @Column(name = "delivery_ended")
    boolean deliveryEnded;

    @Nullable
    Integer trust;

    String @Nullable [] flags;

    MessageThread.Position position() {
        return new MessageThread.Position(sentAt, storedAt, messageId);
    }

    MessageThread.Entry entry() {
        Delivery delivery = dispatchId == null
                ? null
                : new Delivery(
                        dispatchId,
                        Objects.requireNonNull(deliveryState),
                        Objects.requireNonNull(attempts),
                        deliveryDueAt,
                        deliveryEnded);
        List<String> found = flags == null ? List.of() : List.of(flags);
        return new MessageThread.Entry(messageId, author, care, text, sentAt, agentId, delivery, trust, found);
    }
}
