package dev.rapport.kit.due;

import dev.rapport.events.InboundEvent;
import dev.rapport.events.InboundEvent.AppealDecided;
import dev.rapport.events.InboundEvent.BuyerMessageReceived;
import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.InboundEvent.BuyerReviewRevised;
import dev.rapport.events.InboundEvent.DeliveryReported;
import dev.rapport.events.InboundEvent.DisputeClosed;
import dev.rapport.events.InboundEvent.DisputeOpened;
import dev.rapport.events.InboundEvent.OrderAddressChanged;
import dev.rapport.events.InboundEvent.OrderCancelled;
import dev.rapport.events.InboundEvent.OrderDelivered;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.InboundEvent.OrderShipped;
import dev.rapport.events.InboundEvent.ParcelMoved;
import dev.rapport.events.InboundEvent.RefundIssued;
import dev.rapport.events.InboundEvent.SellerMessageObserved;
import dev.rapport.events.InboundEvent.SellerReviewReplyObserved;
import dev.rapport.events.InboundEvent.StockChanged;
import dev.rapport.events.InboundEvent.ViolationReported;
import dev.rapport.events.InboundEvent.ViolationWithdrawn;
import java.time.Instant;

/** When the thing an event tells of happened at the marketplace. */
final class HappenedAt {

    private HappenedAt() {}

    static Instant of(InboundEvent event) {
        return switch (event) {
            case BuyerMessageReceived message -> message.sentAt();
            case SellerMessageObserved message -> message.sentAt();
            case BuyerReviewPosted review -> review.postedAt();
            case BuyerReviewRevised review -> review.revisedAt();
            case SellerReviewReplyObserved reply -> reply.repliedAt();
            case OrderPlaced order -> order.placedAt();
            case OrderAddressChanged order -> order.changedAt();
            case RefundIssued refund -> refund.issuedAt();
            case OrderShipped order -> order.shippedAt();
            case ParcelMoved parcel -> parcel.movedAt();
            case OrderDelivered order -> order.deliveredAt();
            case OrderCancelled order -> order.cancelledAt();
            case DisputeOpened dispute -> dispute.openedAt();
            case DisputeClosed dispute -> dispute.closedAt();
            case StockChanged stock -> stock.changedAt();
            case DeliveryReported receipt -> receipt.reportedAt();
            case ViolationReported violation -> violation.reportedAt();
            case ViolationWithdrawn violation -> violation.withdrawnAt();
            case AppealDecided appeal -> appeal.decidedAt();
        };
    }
}
