package dev.rapport.events;

import static dev.rapport.events.Topic.ALERTS;
import static dev.rapport.events.Topic.CARE;
import static dev.rapport.events.Topic.INBOUND;
import static dev.rapport.events.Topic.MESSAGES;
import static dev.rapport.events.Topic.OUTBOUND;
import static dev.rapport.events.Topic.REVIEWS;
import static dev.rapport.events.Topic.SCORES;
import static dev.rapport.events.Topic.SELLERS;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every event type: its name, the topics that carry it, the record that is its data. */
public enum EventType {
    BUYER_MESSAGE_RECEIVED("buyer-message.received", INBOUND, InboundEvent.BuyerMessageReceived.class),
    SELLER_MESSAGE_OBSERVED("seller-message.observed", INBOUND, InboundEvent.SellerMessageObserved.class),
    BUYER_REVIEW_POSTED("buyer-review.posted", INBOUND, InboundEvent.BuyerReviewPosted.class),
    BUYER_REVIEW_REVISED("buyer-review.revised", INBOUND, InboundEvent.BuyerReviewRevised.class),
    SELLER_REVIEW_REPLY_OBSERVED("seller-review-reply.observed", INBOUND, InboundEvent.SellerReviewReplyObserved.class),
    ORDER_PLACED("order.placed", INBOUND, InboundEvent.OrderPlaced.class),
    ORDER_ADDRESS_CHANGED("order.address-changed", INBOUND, InboundEvent.OrderAddressChanged.class),
    REFUND_ISSUED("refund.issued", INBOUND, InboundEvent.RefundIssued.class),
    ORDER_SHIPPED("order.shipped", INBOUND, InboundEvent.OrderShipped.class),
    PARCEL_MOVED("parcel.moved", INBOUND, InboundEvent.ParcelMoved.class),
    ORDER_DELIVERED("order.delivered", INBOUND, InboundEvent.OrderDelivered.class),
    ORDER_CANCELLED("order.cancelled", INBOUND, InboundEvent.OrderCancelled.class),
    DISPUTE_OPENED("dispute.opened", INBOUND, InboundEvent.DisputeOpened.class),
    DISPUTE_CLOSED("dispute.closed", INBOUND, InboundEvent.DisputeClosed.class),
    STOCK_CHANGED("stock.changed", INBOUND, InboundEvent.StockChanged.class),
    DELIVERY_REPORTED("delivery.reported", INBOUND, InboundEvent.DeliveryReported.class),
    VIOLATION_REPORTED("violation.reported", INBOUND, InboundEvent.ViolationReported.class),
    VIOLATION_WITHDRAWN("violation.withdrawn", INBOUND, InboundEvent.ViolationWithdrawn.class),
    APPEAL_DECIDED("appeal.decided", INBOUND, InboundEvent.AppealDecided.class),
    TURN_OPENED("turn.opened", MESSAGES, MessageFact.TurnOpened.class),
    TURN_RESPONDED("turn.responded", MESSAGES, MessageFact.TurnResponded.class),
    TURN_ANSWERED("turn.answered", MESSAGES, MessageFact.TurnAnswered.class),
    TURN_REOPENED("turn.reopened", MESSAGES, MessageFact.TurnReopened.class),
    TURN_OVERDUE("turn.overdue", MESSAGES, MessageFact.TurnOverdue.class),
    MESSAGE_SENT("message.sent", MESSAGES, MessageFact.MessageSent.class),
    MESSAGE_FLAGGED("message.flagged", MESSAGES, MessageFact.MessageFlagged.class),
    POLICY_VIOLATED("policy.violated", MESSAGES, MessageFact.PolicyViolated.class, REVIEWS, CARE),
    VIOLATION_CLEARED("violation.cleared", MESSAGES, MessageFact.ViolationCleared.class),
    DELIVERY_SETTLED("delivery.settled", MESSAGES, MessageFact.DeliverySettled.class),
    CONVERSATION_ESCALATED("conversation.escalated", MESSAGES, MessageFact.ConversationEscalated.class),
    PROMISE_MADE("promise.made", MESSAGES, MessageFact.PromiseMade.class),
    PROMISE_BROKEN("promise.broken", MESSAGES, MessageFact.PromiseBroken.class),
    SENDING_FROZEN("sending.frozen", MESSAGES, MessageFact.SendingFrozen.class),
    SENDING_THAWED("sending.thawed", MESSAGES, MessageFact.SendingThawed.class),
    BUYER_ERASED("buyer.erased", MESSAGES, MessageFact.BuyerErased.class),
    REVIEW_RECEIVED("review.received", REVIEWS, ReviewFact.ReviewReceived.class),
    REVIEW_REPLIED("review.replied", REVIEWS, ReviewFact.ReviewReplied.class),
    REVIEW_OVERDUE("review.overdue", REVIEWS, ReviewFact.ReviewOverdue.class),
    REVIEW_STAGE_COMPLETED("review.stage-completed", REVIEWS, ReviewFact.ReviewStageCompleted.class),
    REVIEW_RECLASSIFIED("review.reclassified", REVIEWS, ReviewFact.ReviewReclassified.class),
    REVIEW_INVITED("review.invited", REVIEWS, ReviewFact.ReviewInvited.class),
    REVIEW_REVISED("review.revised", REVIEWS, ReviewFact.ReviewRevised.class),
    REVIEW_APPEALED("review.appealed", REVIEWS, ReviewFact.ReviewAppealed.class),
    REVIEW_APPEAL_DECIDED("review.appeal-decided", REVIEWS, ReviewFact.ReviewAppealDecided.class),
    REVIEW_HIDDEN("review.hidden", REVIEWS, ReviewFact.ReviewHidden.class),
    CARE_NEEDED("care.needed", CARE, CareFact.CareNeeded.class),
    CARE_SENT("care.sent", CARE, CareFact.CareSent.class),
    CARE_SUPPRESSED("care.suppressed", CARE, CareFact.CareSuppressed.class),
    DISPATCH_REQUESTED("dispatch.requested", OUTBOUND, OutboundEvent.DispatchRequested.class),
    SELLER_CHANGED("seller.changed", SELLERS, SellerEvent.SellerChanged.class),
    SCORE_CHANGED("score.changed", SCORES, ScoreEvent.ScoreChanged.class),
    ALERT_RAISED("alert.raised", ALERTS, AlertEvent.AlertRaised.class),
    ALERT_RESOLVED("alert.resolved", ALERTS, AlertEvent.AlertResolved.class);

    private static final Map<String, EventType> BY_NAME = new HashMap<>();
    private static final Map<Class<?>, EventType> BY_RECORD = new HashMap<>();

    static {
        for (EventType type : values()) {
            BY_NAME.put(type.wireName, type);
            BY_RECORD.put(type.record, type);
        }
    }

    private final String wireName;
    private final Topic topic;
    private final Set<Topic> topics;
    private final Class<? extends RapportEvent> record;

    EventType(String name, Topic topic, Class<? extends RapportEvent> record, Topic... others) {
        this.wireName = "rapport." + name + ".v1";
        this.topic = topic;
        Set<Topic> all = EnumSet.of(topic, others);
        this.topics = Collections.unmodifiableSet(all);
        this.record = record;
    }

    /** The {@code ce_type}, such as {@code rapport.turn.answered.v1}. */
    public String wireName() {
        return wireName;
    }

    /** The topic that is the type's home. */
    public Topic topic() {
        return topic;
    }

    /**
     * All topics that may carry the type: its home, and for {@code policy.violated} also those of review and care, whose
     * services write it to their own topics.
     */
    public Set<Topic> topics() {
        return topics;
    }

    /** The record that is the type's data. */
    public Class<? extends RapportEvent> record() {
        return record;
    }

    /** The types a topic may carry, in the order of this enum. */
    public static List<EventType> on(Topic topic) {
        return List.of(values()).stream()
                .filter(type -> type.topics.contains(topic))
                .toList();
    }

    /** The type of that {@code ce_type}, or null when this version does not know it. */
    public static @Nullable EventType named(String wireName) {
        return BY_NAME.get(wireName);
    }

    /** The type of an event. */
    public static EventType of(RapportEvent event) {
        EventType type = BY_RECORD.get(event.getClass());
        if (type == null) {
            throw new IllegalStateException("No event type for " + event.getClass());
        }
        return type;
    }
}
