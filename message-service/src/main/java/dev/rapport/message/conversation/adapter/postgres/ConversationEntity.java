package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.events.Kind;
import dev.rapport.message.conversation.model.Buyer;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationKey;
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

/** A row of table {@code conversation} to look at. Within a session there is one seller, so the conversation's id is enough. */
@Entity
@Immutable
@Table(name = "conversation")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class ConversationEntity {

    @Id
    @Column(name = "conversation_id")
    String conversationId;

    @TenantId
    @Column(name = "seller_id")
    String sellerId;

    @Enumerated(EnumType.STRING)
    Kind kind;

    @Column(name = "buyer_id")
    String buyerId;

    @Column(name = "buyer_name")
    @Nullable
    String buyerName;

    @Column(name = "buyer_country")
    @Nullable
    String buyerCountry;

    @Column(name = "buyer_language")
    @Nullable
    String buyerLanguage;

    @Column(name = "order_id")
    @Nullable
    String orderId;

    @Column(name = "product_id")
    @Nullable
    String productId;

    @Column(name = "is_read")
    boolean read;

    @Column(name = "turn_id")
    @Nullable
    String turnId;

    @Column(name = "turn_scene")
    @Nullable
    String turnScene;

    @Column(name = "turn_opened_at")
    @Nullable
    Instant turnOpenedAt;

    @Column(name = "turn_first_response_due_at")
    @Nullable
    Instant turnFirstResponseDueAt;

    @Column(name = "turn_answer_due_at")
    @Nullable
    Instant turnAnswerDueAt;

    @Column(name = "turn_unanswered_at")
    @Nullable
    Instant turnUnansweredAt;

    @Column(name = "turn_responded_at")
    @Nullable
    Instant turnRespondedAt;

    @Column(name = "turn_responded_by")
    @Nullable
    String turnRespondedBy;

    @Column(name = "turn_follow_up_due_at")
    @Nullable
    Instant turnFollowUpDueAt;

    @Column(name = "turn_answered_at")
    @Nullable
    Instant turnAnsweredAt;

    @Column(name = "turn_handled")
    boolean turnHandled;

    @Column(name = "last_buyer_at")
    @Nullable
    Instant lastBuyerAt;

    @Column(name = "last_seller_at")
    @Nullable
    Instant lastSellerAt;

    @Column(name = "last_message_at")
    Instant lastMessageAt;

    long version;

    Conversation conversation() {
        var turn = new TurnColumns(
                turnId,
                turnScene,
                turnOpenedAt,
                turnFirstResponseDueAt,
                turnAnswerDueAt,
                turnUnansweredAt,
                turnRespondedAt,
                turnRespondedBy,
                turnFollowUpDueAt,
                turnAnsweredAt,
                turnHandled);
        return new Conversation(
                new ConversationKey(sellerId, conversationId),
                kind,
                new Buyer(buyerId, buyerName, buyerCountry, buyerLanguage),
                orderId,
                productId,
                turn.turn(),
                read,
                lastBuyerAt,
                lastSellerAt,
                lastMessageAt,
                version);
    }
}
