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
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.fast.application.FastBook;
import dev.rapport.message.fast.model.FastCase.Reason;
import dev.rapport.message.order.application.Orders;
import dev.rapport.message.order.application.Orders.BuyerKey;
import dev.rapport.message.order.model.Dispute;
import dev.rapport.message.order.model.OrderFile;
import dev.rapport.message.order.model.OrderKey;
import dev.rapport.message.quality.application.SentTexts;
import dev.rapport.message.quality.model.LatelySent;
import dev.rapport.message.quality.model.Outgoing;
import dev.rapport.message.tone.model.Tone;
import dev.rapport.message.understanding.Heard;
import dev.rapport.message.understanding.ThisCase;
import dev.rapport.message.understanding.Understanding;
import dev.rapport.policy.Pack;
import dev.rapport.text.quality.CaseDetails;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the messages of one batch: what buyers mean (MSG-06, MSG-07, MSG-20) and how sellers answer (MSG-12, MSG-13). */
final class BatchReading {

    private final Understanding understanding;
    private final Correspondence correspondence;
    private final Map<String, SellerClocks> clocks;
    private final Map<OrderKey, OrderFile> orders;
    private final Map<BuyerKey, Integer> placed;
    private final Map<ConversationKey, String> lastWords = new HashMap<>();
    private final LatelySent lately;
    private final Map<MessageKey, Boolean> cold = new HashMap<>();
    private final List<Tone> tones = new ArrayList<>();
    private final Map<MessageKey, String> disputed = new HashMap<>();
    private final Set<MessageKey> complaints = new HashSet<>();

    private BatchReading(
            Understanding understanding,
            Correspondence correspondence,
            Map<String, SellerClocks> clocks,
            Map<OrderKey, OrderFile> orders,
            Map<BuyerKey, Integer> placed,
            Map<ConversationKey, LastWords> lastWords,
            LatelySent lately) {
        this.understanding = understanding;
        this.correspondence = correspondence;
        this.clocks = clocks;
        this.orders = orders;
        this.placed = placed;
        this.lately = lately;
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
            Conversations conversations,
            SentTexts sentTexts)
            throws SQLException {
        var about = new LinkedHashSet<OrderKey>();
        var buyers = new LinkedHashSet<BuyerKey>();
        var answered = new LinkedHashSet<ConversationKey>();
        var questions = new ArrayList<SentTexts.Question>();
        for (Arrival arrival : arrivals) {
            if (arrival instanceof Arrival.BuyerWrote wrote) {
                buyers.add(buyer(wrote));
                OrderKey order = order(wrote, correspondence.conversation(wrote.key()));
                if (order != null) {
                    about.add(order);
                }
            } else if (arrival instanceof Arrival.SellerWrote wrote) {
                answered.add(wrote.key());
                OrderKey order = order(correspondence.conversation(wrote.key()));
                if (order != null) {
                    about.add(order);
                }
                Pack pack = rules(clocks, wrote.key(), wrote.observed().sentAt());
                questions.add(new SentTexts.Question(outgoing(wrote), pack.lowQuality()));
            }
        }
        var lately = new LatelySent();
        sentTexts.recall(tx, questions, lately);
        return new BatchReading(
                understanding,
                correspondence,
                clocks,
                orders.files(tx, about),
                orders.placed(tx, buyers),
                conversations.lastWords(tx, answered),
                lately);
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
        cold.put(new MessageKey(wrote.key(), message.messageId()), heard.cold());
        OrderKey about = order(wrote, before);
        escalates(new MessageKey(wrote.key(), message.messageId()), heard, about, message.sentAt());
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
        Pack pack = rules(wrote.key(), wrote.observed().sentAt());
        Judgement byWords = understanding.judge(wrote.observed().text(), wrote.by(), lastWords.get(wrote.key()), pack);
        return lately.judge(outgoing(wrote), byWords, () -> thisCase(wrote.key()), pack.lowQuality());
    }

    /** MSG-14: a complaint escalates, and so does whatever is written about an order that is disputed against the clock. */
    private void escalates(MessageKey key, Heard heard, @Nullable OrderKey about, Instant at) {
        OrderFile order = about == null ? null : orders.get(about);
        String dispute = order == null
                ? null
                : order.disputes().stream()
                        .filter(one -> one.respondBy() != null && one.openAt(at))
                        .map(Dispute::disputeId)
                        .findFirst()
                        .orElse(null);
        if (dispute != null) {
            disputed.put(key, dispute);
        } else if (heard.complains()) {
            complaints.add(key);
        }
    }

    /** MSG-14: why a message that was taken escalates its conversation; null when it does not. */
    FastBook.@Nullable Opening opening(Arrival.BuyerWrote wrote, Instant now, @Nullable String trace) {
        var key = new MessageKey(wrote.key(), wrote.message().messageId());
        String dispute = disputed.get(key);
        Instant at = wrote.message().sentAt();
        if (dispute != null) {
            return new FastBook.Opening(wrote.key(), Reason.DISPUTE, dispute, at, now, trace);
        }
        return complaints.contains(key)
                ? new FastBook.Opening(wrote.key(), Reason.COMPLAINT, key.messageId(), at, now, trace)
                : null;
    }

    /** It was taken: it counts among what was heard (MSG-13). */
    void took(Arrival.BuyerWrote wrote) {
        Message.FromBuyer message = wrote.message();
        var key = new MessageKey(wrote.key(), message.messageId());
        tones.add(new Tone(
                wrote.key().sellerId(),
                Tone.Source.MESSAGE,
                wrote.key().conversationId() + " " + message.messageId(),
                message.sentAt(),
                cold.getOrDefault(key, false)));
    }

    /** All buyers' messages that were taken. */
    List<Tone> tones() {
        return tones;
    }

    /** It was taken as a message of its own: those after it are compared with it (MSG-12). */
    void took(Arrival.SellerWrote wrote) {
        lately.went(
                outgoing(wrote),
                correspondence.isCare(wrote.key(), wrote.observed().dispatchId()));
    }

    private CaseDetails thisCase(ConversationKey key) {
        Conversation conversation = correspondence.conversation(key);
        OrderKey order = order(conversation);
        return ThisCase.of(conversation, order == null ? null : orders.get(order));
    }

    private static Outgoing outgoing(Arrival.SellerWrote wrote) {
        var observed = wrote.observed();
        return new Outgoing(
                new MessageKey(wrote.key(), observed.messageId()),
                wrote.buyerId(),
                observed.text(),
                observed.sentAt(),
                wrote.by());
    }

    private Pack rules(ConversationKey key, Instant at) {
        return rules(clocks, key, at);
    }

    private static Pack rules(Map<String, SellerClocks> clocks, ConversationKey key, Instant at) {
        return Objects.requireNonNull(clocks.get(key.sellerId())).rules(at);
    }

    private static @Nullable OrderKey order(@Nullable Conversation conversation) {
        return conversation == null || conversation.orderId() == null
                ? null
                : new OrderKey(conversation.key().sellerId(), conversation.orderId());
    }

    private static BuyerKey buyer(Arrival.BuyerWrote wrote) {
        return new BuyerKey(wrote.key().sellerId(), wrote.buyer().id());
    }

    private static @Nullable OrderKey order(Arrival.BuyerWrote wrote, @Nullable Conversation before) {
        String orderId = wrote.orderId() == null && before != null ? before.orderId() : wrote.orderId();
        return orderId == null ? null : new OrderKey(wrote.key().sellerId(), orderId);
    }
}
