package dev.rapport.care.intake;

import dev.rapport.care.dispute.application.Disputes;
import dev.rapport.care.dispute.model.Dispute;
import dev.rapport.care.need.application.CareMessages;
import dev.rapport.care.need.application.CareMessages.BuyerKey;
import dev.rapport.care.need.application.OrderWatch;
import dev.rapport.care.need.application.Receipts;
import dev.rapport.care.order.application.Orders;
import dev.rapport.care.order.model.Order;
import dev.rapport.care.order.model.OrderNews;
import dev.rapport.care.score.SellerScores;
import dev.rapport.events.AlertEvent;
import dev.rapport.events.CareFact;
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
import dev.rapport.events.MessageFact;
import dev.rapport.events.MessageFact.BuyerErased;
import dev.rapport.events.OutboundEvent;
import dev.rapport.events.ReviewFact;
import dev.rapport.events.ScoreEvent.ScoreChanged;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.kit.due.SellerArrivals;
import dev.rapport.kit.inbox.BatchHandler;
import dev.rapport.kit.inbox.Received;
import dev.rapport.kit.seller.SellerProfiles;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Applies a batch: sorts it by what it tells of and joins each kind to what is known. No step depends on the order of
 * arrival, so a delivery that comes before its order waits in the order's row.
 */
@Singleton
public final class CareIntake implements BatchHandler {
    private final Orders orders;
    private final Disputes disputes;
    private final SellerScores scores;
    private final SellerProfiles profiles;
    private final SellerArrivals arrivals;
    private final OrderWatch watch;
    private final Receipts receipts;
    private final CareMessages messages;

    CareIntake(
            Orders orders,
            Disputes disputes,
            SellerScores scores,
            SellerProfiles profiles,
            SellerArrivals arrivals,
            OrderWatch watch,
            Receipts receipts,
            CareMessages messages) {
        this.orders = orders;
        this.disputes = disputes;
        this.scores = scores;
        this.profiles = profiles;
        this.arrivals = arrivals;
        this.watch = watch;
        this.receipts = receipts;
        this.messages = messages;
    }

    /** What a batch tells, by what it tells of. */
    private static final class Told {
        final List<Order> orders = new ArrayList<>();
        final List<Dispute> disputes = new ArrayList<>();
        final List<ScoreChanged> scores = new ArrayList<>();
        final List<Received> profiles = new ArrayList<>();
        final List<DeliveryReported> receipts = new ArrayList<>();
        final List<BuyerKey> erased = new ArrayList<>();
    }

    @Override
    public void apply(Connection tx, List<Received> batch, Instant now) throws SQLException {
        Told told = new Told();
        for (Received received : batch) {
            switch (received.event()) {
                case InboundEvent event -> sort(event, told);
                case ScoreChanged score -> told.scores.add(score);
                case SellerChanged _ -> told.profiles.add(received);
                case BuyerErased erased -> told.erased.add(new BuyerKey(erased.sellerId(), erased.buyerId()));
                case MessageFact _, ReviewFact _, CareFact _, OutboundEvent _, AlertEvent _ -> {
                    // nothing that changes what is kept here
                }
            }
        }
        arrivals.note(tx, batch, now);
        scores.keep(tx, told.scores);
        for (Received profile : told.profiles) {
            profiles.apply(tx, profile);
        }
        join(tx, told, now);
        disputes.join(tx, told.disputes);
        receipts.apply(tx, told.receipts, now);
        messages.erase(tx, told.erased);
    }

    private void join(Connection tx, Told told, Instant now) throws SQLException {
        if (!told.orders.isEmpty()) {
            Set<String> sellers =
                    told.orders.stream().map(order -> order.key().sellerId()).collect(Collectors.toSet());
            orders.join(tx, told.orders, watch.of(tx, sellers, now), now);
        }
    }

    private static void sort(InboundEvent inbound, Told told) {
        switch (inbound) {
            case OrderPlaced event -> told.orders.add(OrderNews.of(event));
            case OrderShipped event -> told.orders.add(OrderNews.of(event));
            case ParcelMoved event -> told.orders.add(OrderNews.of(event));
            case OrderDelivered event -> told.orders.add(OrderNews.of(event));
            case OrderCancelled event -> told.orders.add(OrderNews.of(event));
            case OrderAddressChanged event -> told.orders.add(OrderNews.of(event));
            case RefundIssued event -> told.orders.add(OrderNews.of(event));
            case BuyerReviewPosted event -> told.orders.add(OrderNews.of(event));
            case DisputeOpened event -> told.disputes.add(Dispute.of(event));
            case DisputeClosed event -> told.disputes.add(Dispute.of(event));
            case DeliveryReported event -> told.receipts.add(event);
            case BuyerMessageReceived _,
                    SellerMessageObserved _,
                    BuyerReviewRevised _,
                    SellerReviewReplyObserved _,
                    StockChanged _,
                    ViolationReported _,
                    ViolationWithdrawn _,
                    AppealDecided _ -> {
                // messages and reviews are the other services' business
            }
        }
    }
}
