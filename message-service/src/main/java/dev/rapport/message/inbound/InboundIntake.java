package dev.rapport.message.inbound;

import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.kit.inbox.BatchHandler;
import dev.rapport.kit.inbox.Received;
import dev.rapport.kit.inbox.Unappliable;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.Correspondence;
import dev.rapport.message.conversation.application.Correspondence.Outcome;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.application.Wanted;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.SellerClocks;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Applies a batch from Kafka: recalls everything it touches at once, decides event by event in memory, keeps and publishes the result
 * at once. The order within a seller is the order of the log.
 */
@Singleton
final class InboundIntake implements BatchHandler {

    private final Conversations conversations;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Outbox outbox;

    InboundIntake(Conversations conversations, SellerProfiles profiles, SellerClockBook clockBook, Outbox outbox) {
        this.conversations = conversations;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.outbox = outbox;
    }

    /** An event and what it means. */
    private record Meant(Received received, Arrival arrival) {}

    @Override
    public void apply(Connection tx, List<Received> batch, Instant now) throws SQLException {
        var arrivals = new ArrayList<Meant>(batch.size());
        for (Received received : batch) {
            if (received.event() instanceof SellerChanged) {
                profiles.apply(tx, received);
            } else if (Arrival.of(received.event()) instanceof Arrival arrival) {
                arrivals.add(new Meant(received, arrival));
            }
        }
        if (arrivals.isEmpty()) {
            return;
        }
        Map<String, SellerClocks> clocks = clocks(tx, arrivals);
        var wanted = new Wanted();
        arrivals.forEach(meant -> want(meant.arrival, wanted, clocks));
        var correspondence = new Correspondence(conversations.recall(tx, wanted), clocks::get);
        arrivals.forEach(meant -> apply(meant, correspondence));
        conversations.keep(tx, correspondence.changes());
        outbox.append(tx, correspondence.facts());
    }

    private Map<String, SellerClocks> clocks(Connection tx, List<Meant> arrivals) throws SQLException {
        var sellers = new TreeSet<String>();
        arrivals.forEach(meant -> sellers.add(meant.received.event().sellerId()));
        return clockBook.of(profiles.get(tx, sellers));
    }

    private static void want(Arrival arrival, Wanted wanted, Map<String, SellerClocks> clocks) {
        switch (arrival) {
            case Arrival.BuyerWrote wrote ->
                wanted.message(
                        new MessageKey(wrote.key(), wrote.command().message().messageId()));
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
            case Arrival.Receipt receipt -> wanted.dispatch(receipt.dispatch());
        }
    }

    private static void apply(Meant meant, Correspondence correspondence) {
        String trace = meant.received.envelope().traceparent();
        switch (meant.arrival) {
            case Arrival.BuyerWrote wrote ->
                demand(meant, correspondence.receive(wrote.key(), wrote.kind(), wrote.command(), trace));
            case Arrival.SellerWrote wrote ->
                demand(
                        meant,
                        correspondence.observe(
                                wrote.key(),
                                wrote.kind(),
                                wrote.buyerId(),
                                wrote.observed(),
                                wrote.by(),
                                wrote.agentId(),
                                trace));
            case Arrival.Requested requested -> correspondence.requested(requested.dispatch(), requested.attempt());
            case Arrival.CareRequested requested -> correspondence.careRequested(requested.dispatch());
            case Arrival.Receipt receipt ->
                correspondence.reported(
                        receipt.dispatch(), receipt.attempt(), receipt.outcome(), receipt.externalMessageId(), trace);
        }
    }

    private static void demand(Meant meant, Outcome outcome) {
        switch (outcome) {
            case APPLIED, KNOWN -> {}
            case ANOTHER_BUYER ->
                throw new Unappliable(meant.received, "the conversation is another buyer's, by an earlier event");
            case NOBODY_WAITS -> throw new IllegalStateException("no event marks a conversation as handled");
        }
    }
}
