package dev.rapport.message.inbound;

import dev.rapport.events.Kind;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.Correspondence;
import dev.rapport.message.conversation.application.LastWords;
import dev.rapport.message.conversation.model.Buyer;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationCommand.ReceiveBuyerMessage;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Judgement;
import dev.rapport.message.conversation.model.Message;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.order.application.Orders;
import dev.rapport.message.order.application.Orders.BuyerKey;
import dev.rapport.message.order.model.OrderFile;
import dev.rapport.message.order.model.OrderKey;
import dev.rapport.message.understanding.Heard;
import dev.rapport.message.understanding.Understanding;
import dev.rapport.policy.Pack;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the messages of one batch: what buyers mean (MSG-06, MSG-07, MSG-20) and how sellers answer (MSG-12, MSG-13). */
final class BatchReading {

    private final Understanding understanding;
    private final Correspondence correspondence;
    private final Map<String, SellerClocks> clocks;
    private final Map<OrderKey, OrderFile> orders;
    private final Map<BuyerKey, Integer> placed;
    private final Map<ConversationKey, String> lastWords = new HashMap<>();

    private BatchReading(
            Understanding understanding,
            Correspondence correspondence,
            Map<String, SellerClocks> clocks,
            Map<OrderKey, OrderFile> orders,
            Map<BuyerKey, Integer> placed,
            Map<ConversationKey, LastWords> lastWords) {
        this.understanding = understanding;
        this.correspondence = correspondence;
        this.clocks = clocks;
        this.orders = orders;
        this.placed = placed;
        lastWords.forEach((key, words) -> {
            if (words.buyer() != null) {
                this.lastWords.put(key, words.buyer());
            }
        });
    }

    /** Looks up at once what reading these arrivals takes. */
    static BatchReading of(
            Connection tx,
            List<Arrival> arrivals,
            Correspondence correspondence,
            Map<String, SellerClocks> clocks,
            Understanding understanding,
            Orders orders,
            Conversations conversations)
            throws SQLException {
        var about = new LinkedHashSet<OrderKey>();
        var buyers = new LinkedHashSet<BuyerKey>();
        var answered = new LinkedHashSet<ConversationKey>();
        for (Arrival arrival : arrivals) {
            if (arrival instanceof Arrival.BuyerWrote wrote) {
                buyers.add(buyer(wrote));
                OrderKey order = order(wrote, correspondence.conversation(wrote.key()));
                if (order != null) {
                    about.add(order);
                }
            } else if (arrival instanceof Arrival.SellerWrote wrote) {
                answered.add(wrote.key());
            }
        }
        return new BatchReading(
                understanding,
                correspondence,
                clocks,
                orders.files(tx, about),
                orders.placed(tx, buyers),
                conversations.lastWords(tx, answered));
    }

    /** What a buyer's message asks of its conversation. */
    ReceiveBuyerMessage read(Arrival.BuyerWrote wrote, Instant now) {
        Conversation before = correspondence.conversation(wrote.key());
        Message.FromBuyer message = wrote.message();
        Pack pack = rules(wrote.key(), message.sentAt());
        boolean wantsLanguage = wrote.buyer().language() == null
                && (before == null || before.buyer().language() == null);
        Heard heard = understanding.hear(message.text(), pack, wantsLanguage);
        lastWords.put(wrote.key(), message.text());
        OrderKey about = order(wrote, before);
        var triage = understanding.triage(
                heard,
                about == null ? null : orders.get(about),
                placed.getOrDefault(buyer(wrote), 0),
                pack,
                message.sentAt());
        Buyer buyer = heard.language() == null ? wrote.buyer() : wrote.buyer().speaking(heard.language());
        return new ReceiveBuyerMessage(
                new Message.FromBuyer(message.messageId(), message.text(), message.sentAt(), heard.scene()),
                buyer,
                wrote.orderId(),
                wrote.productId(),
                now,
                triage,
                isTrivialNote(wrote, before, heard, pack));
    }

    /** MSG-20: where notes are compulsory, one that says nothing asks nothing. */
    private static boolean isTrivialNote(
            Arrival.BuyerWrote wrote, @Nullable Conversation before, Heard heard, Pack pack) {
        String country = wrote.buyer().country() == null && before != null
                ? before.buyer().country()
                : wrote.buyer().country();
        Kind kind = before == null ? wrote.kind() : before.kind();
        return kind == Kind.ORDER_NOTE
                && heard.saysNothing()
                && country != null
                && pack.messages().orderNoteCountries().contains(country);
    }

    /** What is made of an observed message of the seller, as of one of our own (MSG-02). */
    Judgement judge(Arrival.SellerWrote wrote) {
        return understanding.judge(
                wrote.observed().text(),
                wrote.by(),
                lastWords.get(wrote.key()),
                rules(wrote.key(), wrote.observed().sentAt()));
    }

    private Pack rules(ConversationKey key, Instant at) {
        return Objects.requireNonNull(clocks.get(key.sellerId())).rules(at);
    }

    private static BuyerKey buyer(Arrival.BuyerWrote wrote) {
        return new BuyerKey(wrote.key().sellerId(), wrote.buyer().id());
    }

    private static @Nullable OrderKey order(Arrival.BuyerWrote wrote, @Nullable Conversation before) {
        String orderId = wrote.orderId() == null && before != null ? before.orderId() : wrote.orderId();
        return orderId == null ? null : new OrderKey(wrote.key().sellerId(), orderId);
    }
}
