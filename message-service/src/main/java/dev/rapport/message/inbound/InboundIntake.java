package dev.rapport.message.inbound;

import dev.rapport.events.DeliveryOutcome;
import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.events.ScoreEvent.ScoreChanged;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.kit.due.SellerArrivals;
import dev.rapport.kit.inbox.BatchHandler;
import dev.rapport.kit.inbox.Received;
import dev.rapport.kit.inbox.Unappliable;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.autoreply.application.AutoReplies;
import dev.rapport.message.channel.application.Channels;
import dev.rapport.message.connector.application.Dispatches;
import dev.rapport.message.conversation.application.Changes;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.Correspondence;
import dev.rapport.message.conversation.application.Correspondence.Outcome;
import dev.rapport.message.conversation.application.PersonalDataBook;
import dev.rapport.message.conversation.application.PersonalDataBook.BuyerKey;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.application.Wanted;
import dev.rapport.message.conversation.application.WinBacks;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.conversation.model.Turn;
import dev.rapport.message.fast.application.FastBook;
import dev.rapport.message.order.application.Orders;
import dev.rapport.message.order.model.OrderKey;
import dev.rapport.message.price.PriceBook;
import dev.rapport.message.promise.application.PromiseBook;
import dev.rapport.message.quality.application.SentTexts;
import dev.rapport.message.strike.application.StrikeBook;
import dev.rapport.message.tone.application.Tones;
import dev.rapport.message.tone.model.Tone;
import dev.rapport.message.understanding.Understanding;
import dev.rapport.text.privacy.DataRequest;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
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
import org.jspecify.annotations.Nullable;

/**
 * Applies a batch from Kafka: recalls everything it touches at once, decides event by event in memory, keeps and publishes the result
 * at once. The order within a seller is the order of the log.
 */
@Singleton
final class InboundIntake implements BatchHandler {

    /** MSG-09: what was written longer ago is history, or is caught up with: no rule answers it out of the blue. */
    private static final Duration ANSWERED_BY_RULE = Duration.ofMinutes(10);

    private final Conversations conversations;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Outbox outbox;
    private final SellerArrivals sellerArrivals;
    private final StrikeBook strikes;
    private final Orders orders;
    private final PriceBook priceBook;
    private final Understanding understanding;
    private final AutoReplies autoReplies;
    private final WinBacks winBacks;
    private final PersonalDataBook personalData;
    private final SentTexts sentTexts;
    private final PromiseBook promises;
    private final Tones tones;
    private final Channels channels;
    private final Dispatches dispatches;
    private final FastBook fast;

    InboundIntake(
            Conversations conversations,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Outbox outbox,
            SellerArrivals sellerArrivals,
            StrikeBook strikes,
            Orders orders,
            PriceBook priceBook,
            Understanding understanding,
            AutoReplies autoReplies,
            WinBacks winBacks,
            PersonalDataBook personalData,
            SentTexts sentTexts,
            PromiseBook promises,
            Tones tones,
            Channels channels,
            Dispatches dispatches,
            FastBook fast) {
        this.conversations = conversations;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.outbox = outbox;
        this.sellerArrivals = sellerArrivals;
        this.strikes = strikes;
        this.orders = orders;
        this.priceBook = priceBook;
        this.understanding = understanding;
        this.autoReplies = autoReplies;
        this.winBacks = winBacks;
        this.personalData = personalData;
        this.sentTexts = sentTexts;
        this.promises = promises;
        this.tones = tones;
        this.channels = channels;
        this.dispatches = dispatches;
        this.fast = fast;
    }

    /** An event and what it means. */
    private record Meant(Received received, Arrival arrival) {}

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
        List<Fact> facts = new ArrayList<>(converse(tx, arrivals, read));
        facts.addAll(strikes.take(tx, strikeNews, read));
        facts.addAll(fast.disputes(tx, orderNews, read));
        facts.addAll(promises.ordersMoved(tx, orders(orderNews), read));
        hear(tx, reviews, read);
        dispatches.take(tx, requests, read);
        outbox.append(tx, facts);
    }

    /** What the messages, requests and receipts of a batch do to conversations, and what there is to tell of it. */
    private List<Fact> converse(Connection tx, List<Meant> told, Instant read) throws SQLException {
        if (told.isEmpty()) {
            return List.of();
        }
        List<Meant> arrivals = blanked(tx, told);
        Map<String, SellerClocks> clocks = clocks(tx, arrivals);
        var wanted = new Wanted();
        arrivals.forEach(meant -> want(meant.arrival, wanted, clocks));
        var correspondence = new Correspondence(conversations.recall(tx, wanted), clocks::get);
        var reading = BatchReading.of(
                tx,
                arrivals.stream().map(Meant::arrival).toList(),
                correspondence,
                clocks,
                understanding,
                orders,
                conversations,
                sentTexts);
        var said = new ArrayList<PromiseBook.Said>();
        arrivals.forEach(meant -> apply(meant, correspondence, reading, said, read));
        tones.heard(tx, reading.tones(), read);
        Changes changes = correspondence.changes();
        conversations.keep(tx, changes);
        winBacks.note(tx, changes, message -> silentAfter(message, clocks));
        personalData.note(tx, changes, message -> dataRequests(message, clocks));
        channels.look(tx, reported(arrivals, true), read);
        channels.lookAgain(tx, reported(arrivals, false), read);
        askRules(tx, arrivals, correspondence, read);
        List<Fact> facts = new ArrayList<>(correspondence.facts());
        facts.addAll(promises.said(tx, said, clocks));
        facts.addAll(fast.open(tx, openings(arrivals, reading, correspondence, read)));
        return facts;
    }

    /** MSG-15: whose channels something was reported of, that failed or that did not. */
    private static Set<String> reported(List<Meant> arrivals, boolean failed) {
        var sellers = new TreeSet<String>();
        for (Meant meant : arrivals) {
            if (meant.arrival instanceof Arrival.Reported reported
                    && failed == (reported.outcome() == DeliveryOutcome.FAILED)) {
                sellers.add(reported.dispatch().sellerId());
            }
        }
        return sellers;
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

    /** MSG-14: what of this batch escalates; what was answered in it needs no case any more. */
    private static List<FastBook.Opening> openings(
            List<Meant> arrivals, BatchReading reading, Correspondence correspondence, Instant now) {
        var openings = new ArrayList<FastBook.Opening>();
        for (Meant meant : arrivals) {
            if (meant.arrival instanceof Arrival.BuyerWrote wrote
                    && correspondence.conversation(wrote.key()) != null
                    && reading.opening(wrote, now, meant.received.envelope().traceparent())
                            instanceof FastBook.Opening opening) {
                openings.add(opening);
            }
        }
        return openings;
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

    /** MSG-19. */
    private @Nullable Duration silentAfter(Changes.NewMessage message, Map<String, SellerClocks> clocks) {
        SellerClocks seller =
                Objects.requireNonNull(clocks.get(message.conversation().sellerId()));
        return understanding.silentAfter(
                message.message().text(), seller.rules(message.message().sentAt()));
    }

    /** MSG-18. */
    private Set<DataRequest> dataRequests(Changes.NewMessage message, Map<String, SellerClocks> clocks) {
        SellerClocks seller =
                Objects.requireNonNull(clocks.get(message.conversation().sellerId()));
        return understanding.dataRequests(
                message.message().text(), seller.rules(message.message().sentAt()));
    }

    /** MSG-18: what was written before a buyer was erased stays blank, however often it comes again. */
    private List<Meant> blanked(Connection tx, List<Meant> arrivals) throws SQLException {
        var buyers = new LinkedHashSet<BuyerKey>();
        arrivals.forEach(meant -> meant.arrival.whose().ifPresent(buyers::add));
        Map<BuyerKey, Instant> erased = personalData.erased(tx, buyers);
        if (erased.isEmpty()) {
            return arrivals;
        }
        return arrivals.stream()
                .map(meant -> meant.arrival
                        .whose()
                        .map(erased::get)
                        .map(at -> new Meant(meant.received, meant.arrival.blankUntil(at)))
                        .orElse(meant))
                .toList();
    }

    /** MSG-09: what nobody has answered yet is for the seller's rules, if it has any. */
    private void askRules(Connection tx, List<Meant> arrivals, Correspondence correspondence, Instant read)
            throws SQLException {
        var fresh = new ArrayList<MessageKey>();
        var sellers = new TreeSet<String>();
        for (Meant meant : arrivals) {
            if (meant.arrival instanceof Arrival.BuyerWrote wrote
                    && correspondence.conversation(wrote.key()) instanceof Conversation conversation
                    && conversation.turn() instanceof Turn.Waiting
                    && wrote.message().sentAt().isAfter(read.minus(ANSWERED_BY_RULE))) {
                fresh.add(new MessageKey(wrote.key(), wrote.message().messageId()));
                sellers.add(wrote.key().sellerId());
            }
        }
        var withRules = autoReplies.withRules(tx, sellers);
        fresh.removeIf(message -> !withRules.contains(message.conversation().sellerId()));
        autoReplies.ask(tx, fresh, read);
    }

    private Map<String, SellerClocks> clocks(Connection tx, List<Meant> arrivals) throws SQLException {
        var sellers = new TreeSet<String>();
        arrivals.forEach(meant -> sellers.add(meant.received.event().sellerId()));
        return clockBook.of(profiles.get(tx, sellers));
    }

    private static void want(Arrival arrival, Wanted wanted, Map<String, SellerClocks> clocks) {
        switch (arrival) {
            case Arrival.BuyerWrote wrote ->
                wanted.message(new MessageKey(wrote.key(), wrote.message().messageId()));
            case Arrival.SellerWrote wrote -> {
                Instant sentAt = wrote.observed().sentAt();
                SellerClocks seller = clocks.get(wrote.key().sellerId());
                Duration within =
                        seller == null ? Duration.ZERO : seller.messages(sentAt).echoWithin();
                wanted.observed(new Wanted.PossibleEcho(
                        new MessageKey(wrote.key(), wrote.observed().messageId()),
                        wrote.observed().dispatchId(),
                        sentAt.minus(within),
                        sentAt.plus(within)));
            }
            case Arrival.Requested requested -> wanted.dispatch(requested.dispatch());
            case Arrival.CareRequested requested -> wanted.dispatch(requested.dispatch());
            case Arrival.Reported reported -> {
                if (reported.outcome() == DeliveryOutcome.REFUSED) {
                    wanted.refusal(reported.dispatch());
                } else {
                    wanted.dispatch(reported.dispatch());
                }
            }
        }
    }

    private static void apply(
            Meant meant,
            Correspondence correspondence,
            BatchReading reading,
            List<PromiseBook.Said> said,
            Instant now) {
        String trace = meant.received.envelope().traceparent();
        switch (meant.arrival) {
            case Arrival.BuyerWrote wrote -> {
                var command = reading.read(wrote, now);
                Outcome outcome = correspondence.receive(wrote.key(), wrote.kind(), command, trace);
                demand(meant, outcome);
                if (outcome == Outcome.APPLIED) {
                    reading.took(wrote);
                }
            }
            case Arrival.SellerWrote wrote -> {
                Outcome outcome = correspondence.observe(
                        wrote.key(),
                        wrote.kind(),
                        wrote.buyerId(),
                        wrote.observed(),
                        wrote.by(),
                        wrote.agentId(),
                        reading.judge(wrote),
                        now,
                        trace);
                demand(meant, outcome);
                if (outcome == Outcome.APPLIED) {
                    reading.took(wrote);
                    said.add(said(meant.received, wrote, correspondence, now));
                }
            }
            case Arrival.Requested requested ->
                correspondence.requested(requested.dispatch(), requested.attempt(), now);
            case Arrival.CareRequested requested -> correspondence.careRequested(requested.dispatch());
            case Arrival.Reported reported ->
                correspondence.reported(
                        reported.dispatch(),
                        reported.event().attempt(),
                        reported.outcome(),
                        reported.receipt(now),
                        now,
                        trace);
        }
    }

    /** MSG-16: a promise made elsewhere binds as well. */
    private static PromiseBook.Said said(
            Received received, Arrival.SellerWrote wrote, Correspondence correspondence, Instant now) {
        Conversation conversation = correspondence.conversation(wrote.key());
        return new PromiseBook.Said(
                new MessageKey(wrote.key(), wrote.observed().messageId()),
                wrote.observed().text(),
                wrote.observed().sentAt(),
                wrote.agentId(),
                conversation == null ? null : conversation.orderId(),
                null,
                now,
                received.envelope().traceparent());
    }

    private static void demand(Meant meant, Outcome outcome) {
        switch (outcome) {
            case APPLIED, KNOWN -> {}
            case ANOTHER_BUYER ->
                throw new Unappliable(meant.received, "the conversation is another buyer's, by an earlier event");
            case NOBODY_WAITS, IN_OTHER_HANDS ->
                throw new IllegalStateException("no event handles or claims a conversation");
        }
    }
}
