package dev.rapport.message.inbound;

import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.events.ScoreEvent.ScoreChanged;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.kit.due.SellerArrivals;
import dev.rapport.kit.inbox.BatchHandler;
import dev.rapport.kit.inbox.Received;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.connector.application.Dispatches;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.fast.application.FastBook;
import dev.rapport.message.order.application.Orders;
import dev.rapport.message.order.model.OrderKey;
import dev.rapport.message.price.PriceBook;
import dev.rapport.message.promise.application.PromiseBook;
import dev.rapport.message.strike.application.StrikeBook;
import dev.rapport.message.tone.application.Tones;
import dev.rapport.message.tone.model.Tone;
import dev.rapport.message.understanding.Understanding;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Applies a batch from Kafka: recalls everything it touches at once, decides event by event in memory, keeps and publishes the result
 * at once. The order within a seller is the order of the log.
 */
@Singleton
final class InboundIntake implements BatchHandler {

    private final ConversationIntake talk;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Outbox outbox;
    private final SellerArrivals sellerArrivals;
    private final StrikeBook strikes;
    private final Orders orders;
    private final PriceBook priceBook;
    private final Understanding understanding;
    private final PromiseBook promises;
    private final Tones tones;
    private final Dispatches dispatches;
    private final FastBook fast;

    InboundIntake(
            ConversationIntake talk,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Outbox outbox,
            SellerArrivals sellerArrivals,
            StrikeBook strikes,
            Orders orders,
            PriceBook priceBook,
            Understanding understanding,
            PromiseBook promises,
            Tones tones,
            Dispatches dispatches,
            FastBook fast) {
        this.talk = talk;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.outbox = outbox;
        this.sellerArrivals = sellerArrivals;
        this.strikes = strikes;
        this.orders = orders;
        this.priceBook = priceBook;
        this.understanding = understanding;
        this.promises = promises;
        this.tones = tones;
        this.dispatches = dispatches;
        this.fast = fast;
    }

    @Override
    public void apply(Connection tx, List<Received> batch, Instant now) throws SQLException {
        sellerArrivals.note(tx, batch, now);
        var arrivals = new ArrayList<Meant>(batch.size());
        var strikeNews = new ArrayList<StrikeBook.News>();
        var orderNews = new ArrayList<Orders.News>();
        var scores = new ArrayList<ScoreChanged>();
        var reviews = new ArrayList<BuyerReviewPosted>();
        var requests = new ArrayList<DispatchRequested>();
        for (Received received : batch) {
            if (received.event() instanceof DispatchRequested request) {
                requests.add(request);
            }
            if (received.event() instanceof SellerChanged) {
                profiles.apply(tx, received);
            } else if (received.event() instanceof ScoreChanged score) {
                scores.add(score);
            } else if (StrikeArrival.of(received) instanceof StrikeBook.News news) {
                strikeNews.add(news);
            } else if (OrderArrival.of(received.event()) instanceof Orders.News news) {
                orderNews.add(news);
            } else if (received.event() instanceof BuyerReviewPosted review) {
                reviews.add(review);
            } else if (Arrival.of(received.event()) instanceof Arrival arrival) {
                arrivals.add(new Meant(received, arrival));
            }
        }
        Instant read = now.truncatedTo(ChronoUnit.MICROS);
        // Before the messages, which may be about them.
        orders.keep(tx, orderNews);
        priceBook.keep(tx, scores);
        List<Fact> facts = new ArrayList<>(talk.converse(tx, arrivals, read));
        facts.addAll(strikes.take(tx, strikeNews, read));
        facts.addAll(fast.disputes(tx, orderNews, read));
        facts.addAll(promises.ordersMoved(tx, orders(orderNews), read));
        hear(tx, reviews, read);
        dispatches.take(tx, requests, read);
        outbox.append(tx, facts);
    }

    /** MSG-13: coldness in reviews. */
    private void hear(Connection tx, List<BuyerReviewPosted> reviews, Instant read) throws SQLException {
        if (reviews.isEmpty()) {
            return;
        }
        var sellers = new TreeSet<String>();
        reviews.forEach(review -> sellers.add(review.sellerId()));
        Map<String, SellerClocks> clocks = clockBook.of(profiles.get(tx, sellers));
        var heard = new ArrayList<Tone>();
        for (BuyerReviewPosted review : reviews) {
            SellerClocks seller = clocks.get(review.sellerId());
            String words = Stream.of(review.title(), review.text())
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining("\n"));
            boolean cold = seller != null && understanding.isCold(words, seller.rules(review.postedAt()));
            heard.add(new Tone(review.sellerId(), Tone.Source.REVIEW, review.reviewId(), review.postedAt(), cold));
        }
        tones.heard(tx, heard, read);
    }

    private static Set<OrderKey> orders(List<Orders.News> news) {
        var moved = new LinkedHashSet<OrderKey>();
        for (Orders.News one : news) {
            if (one instanceof Orders.News.Happened happened) {
                moved.add(happened.order());
            }
        }
        return moved;
    }
}
