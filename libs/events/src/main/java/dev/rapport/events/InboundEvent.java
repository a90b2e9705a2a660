package dev.rapport.events;

import static dev.rapport.events.TextForm.ID;
import static dev.rapport.events.TextForm.LABEL;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened at the marketplace, as connectors and ERPs tell it on {@code rapport.inbound} or by REST. Ids are the
 * marketplace's own, instants are when the thing happened there, amounts are never negative.
 */
public sealed interface InboundEvent extends RapportEvent {

    /** A buyer wrote; {@code text} may be empty (an order note can be). */
    record BuyerMessageReceived(
            @Text(ID) String sellerId,
            @Text(ID) String conversationId,
            @Text(ID) String messageId,
            Kind kind,
            Buyer buyer,
            String text,
            Instant sentAt,
            @Text(ID) @Nullable String productId,
            @Text(ID) @Nullable String orderId)
            implements InboundEvent {
        public BuyerMessageReceived {
            RecordShape.check(
                    BuyerMessageReceived.class,
                    sellerId,
                    conversationId,
                    messageId,
                    kind,
                    buyer,
                    text,
                    sentAt,
                    productId,
                    orderId);
        }
    }

    /** MSG-02: a seller message sent from anywhere; with {@code dispatchId} it is the echo of one of ours. */
    record SellerMessageObserved(
            @Text(ID) String sellerId,
            @Text(ID) String conversationId,
            @Text(ID) String messageId,
            Kind kind,
            Buyer buyer,
            String text,
            Instant sentAt,
            @Defaulted boolean automatic,
            @Text(ID) @Nullable String agentId,
            @Text(ID) @Nullable String dispatchId)
            implements InboundEvent {
        public SellerMessageObserved {
            RecordShape.check(
                    SellerMessageObserved.class,
                    sellerId,
                    conversationId,
                    messageId,
                    kind,
                    buyer,
                    text,
                    sentAt,
                    automatic,
                    agentId,
                    dispatchId);
        }
    }

    /** A buyer rated an order, 1 to 5 stars. */
    record BuyerReviewPosted(
            @Text(ID) String sellerId,
            @Text(ID) String reviewId,
            @Text(ID) String orderId,
            @Text(ID) String productId,
            Buyer buyer,
            @Range(min = 1, max = 5) int stars,
            @Nullable String title,
            @Nullable String text,
            Instant postedAt)
            implements InboundEvent {
        public BuyerReviewPosted {
            RecordShape.check(
                    BuyerReviewPosted.class,
                    sellerId,
                    reviewId,
                    orderId,
                    productId,
                    buyer,
                    stars,
                    title,
                    text,
                    postedAt);
        }
    }

    /** A buyer changed a rating; {@code stars} is the new one. */
    record BuyerReviewRevised(
            @Text(ID) String sellerId,
            @Text(ID) String reviewId,
            @Range(min = 1, max = 5) int stars,
            @Nullable String text,
            Instant revisedAt)
            implements InboundEvent {
        public BuyerReviewRevised {
            RecordShape.check(BuyerReviewRevised.class, sellerId, reviewId, stars, text, revisedAt);
        }
    }

    /** A seller reply to a review, from any terminal. */
    record SellerReviewReplyObserved(
            @Text(ID) String sellerId,
            @Text(ID) String reviewId,
            String text,
            Instant repliedAt,
            @Text(ID) @Nullable String dispatchId)
            implements InboundEvent {
        public SellerReviewReplyObserved {
            RecordShape.check(SellerReviewReplyObserved.class, sellerId, reviewId, text, repliedAt, dispatchId);
        }
    }

    /** An order was placed; {@code shipBy} is the marketplace's latest dispatch time. */
    record OrderPlaced(
            @Text(ID) String sellerId,
            @Text(ID) String orderId,
            Buyer buyer,
            List<OrderItem> items,
            Money amount,
            Instant placedAt,
            @Nullable Instant shipBy,
            @Nullable Address address)
            implements InboundEvent {
        public OrderPlaced {
            RecordShape.check(OrderPlaced.class, sellerId, orderId, buyer, items, amount, placedAt, shipBy, address);
            items = List.copyOf(items);
        }
    }

    /** The buyer changed the address after ordering (MSG-22). */
    record OrderAddressChanged(
            @Text(ID) String sellerId, @Text(ID) String orderId, Instant changedAt) implements InboundEvent {
        public OrderAddressChanged {
            RecordShape.check(OrderAddressChanged.class, sellerId, orderId, changedAt);
        }
    }

    /** Money was given back; {@code amount} is what the buyer got, not negative. */
    record RefundIssued(@Text(ID) String sellerId, @Text(ID) String orderId, Money amount, Instant issuedAt)
            implements InboundEvent {
        public RefundIssued {
            RecordShape.check(RefundIssued.class, sellerId, orderId, amount, issuedAt);
        }
    }

    /** The parcel left the seller. */
    record OrderShipped(
            @Text(ID) String sellerId,
            @Text(ID) String orderId,
            @Text(LABEL) @Nullable String carrier,
            @Nullable String trackingNumber,
            Instant shippedAt)
            implements InboundEvent {
        public OrderShipped {
            RecordShape.check(OrderShipped.class, sellerId, orderId, carrier, trackingNumber, shippedAt);
        }
    }

    /** The carrier reported the parcel's whereabouts. */
    record ParcelMoved(
            @Text(ID) String sellerId,
            @Text(ID) String orderId,
            ParcelStatus status,
            @Text(LABEL) @Nullable String country,
            Instant movedAt)
            implements InboundEvent {
        public ParcelMoved {
            RecordShape.check(ParcelMoved.class, sellerId, orderId, status, country, movedAt);
        }
    }

    /** The parcel reached the buyer, a neighbour or a pick-up point. */
    record OrderDelivered(
            @Text(ID) String sellerId,
            @Text(ID) String orderId,
            Instant deliveredAt,
            @Nullable String signedBy,
            @Nullable String pickupPoint)
            implements InboundEvent {
        public OrderDelivered {
            RecordShape.check(OrderDelivered.class, sellerId, orderId, deliveredAt, signedBy, pickupPoint);
        }
    }

    /** The order was called off. */
    record OrderCancelled(
            @Text(ID) String sellerId, @Text(ID) String orderId, Instant cancelledAt) implements InboundEvent {
        public OrderCancelled {
            RecordShape.check(OrderCancelled.class, sellerId, orderId, cancelledAt);
        }
    }

    /** The buyer opened a dispute; {@code respondBy} is the marketplace's deadline. */
    record DisputeOpened(
            @Text(ID) String sellerId,
            @Text(ID) String disputeId,
            @Text(ID) String orderId,
            @Text(ID) @Nullable String productId,
            @Text(LABEL) @Nullable String country,
            @Nullable String reason,
            Instant openedAt,
            @Nullable Instant respondBy)
            implements InboundEvent {
        public DisputeOpened {
            RecordShape.check(
                    DisputeOpened.class, sellerId, disputeId, orderId, productId, country, reason, openedAt, respondBy);
        }
    }

    /** A dispute ended; {@code outcome} in the marketplace's words. */
    record DisputeClosed(
            @Text(ID) String sellerId, @Text(ID) String disputeId, String outcome, Instant closedAt)
            implements InboundEvent {
        public DisputeClosed {
            RecordShape.check(DisputeClosed.class, sellerId, disputeId, outcome, closedAt);
        }
    }

    /** Units of a product on hand; oversold stock may be negative. */
    record StockChanged(@Text(ID) String sellerId, @Text(ID) String productId, long available, Instant changedAt)
            implements InboundEvent {
        public StockChanged {
            RecordShape.check(StockChanged.class, sellerId, productId, available, changedAt);
        }
    }

    /** MSG-15: a connector's receipt for one attempt; code 200 delivered, 403 refused, 5xx failed. */
    record DeliveryReported(
            @Text(ID) String sellerId,
            @Text(ID) String dispatchId,
            @Range(min = 1) int attempt,

            @Range(
                    min = 500,
                    max = 599,
                    also = {200, 403})
            int code,

            @Nullable String externalMessageId,
            @Nullable Instant readAt,
            @Nullable String detail,
            Instant reportedAt)
            implements InboundEvent {
        public DeliveryReported {
            RecordShape.check(
                    DeliveryReported.class,
                    sellerId,
                    dispatchId,
                    attempt,
                    code,
                    externalMessageId,
                    readAt,
                    detail,
                    reportedAt);
        }
    }

    /** MSG-11: the marketplace recorded a violation; {@code rule} is its name for it. */
    record ViolationReported(
            @Text(ID) String sellerId,
            @Text(ID) String violationId,
            @Text(ID) @Nullable String conversationId,
            @Text(LABEL) String rule,
            Instant reportedAt)
            implements InboundEvent {
        public ViolationReported {
            RecordShape.check(ViolationReported.class, sellerId, violationId, conversationId, rule, reportedAt);
        }
    }

    /** MSG-11: the marketplace took a violation back. */
    record ViolationWithdrawn(
            @Text(ID) String sellerId, @Text(ID) String violationId, Instant withdrawnAt) implements InboundEvent {
        public ViolationWithdrawn {
            RecordShape.check(ViolationWithdrawn.class, sellerId, violationId, withdrawnAt);
        }
    }

    /** REV-06: the marketplace decided an appeal. */
    record AppealDecided(
            @Text(ID) String sellerId, @Text(ID) String appealId, boolean approved, Instant decidedAt)
            implements InboundEvent {
        public AppealDecided {
            RecordShape.check(AppealDecided.class, sellerId, appealId, approved, decidedAt);
        }
    }
}
