package dev.rapport.message.reply.application;

import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.LastWords;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Judgement;
import dev.rapport.message.order.application.Orders;
import dev.rapport.message.order.model.Happening;
import dev.rapport.message.order.model.OrderFile;
import dev.rapport.message.order.model.OrderKey;
import dev.rapport.message.quality.application.SentTexts;
import dev.rapport.message.quality.model.LatelySent;
import dev.rapport.message.quality.model.Outgoing;
import dev.rapport.message.understanding.ThisCase;
import dev.rapport.message.understanding.Understanding;
import dev.rapport.policy.Pack;
import dev.rapport.text.advice.Exchange;
import dev.rapport.text.quality.CaseDetails;
import dev.rapport.text.screening.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an agent's reply against what it answers: its quality and trust (MSG-12, MSG-13) and what is advised against (MSG-21). */
public final class ReplyReading {

    private final Conversations conversations;
    private final Orders orders;
    private final Understanding understanding;
    private final SentTexts sentTexts;

    public ReplyReading(Conversations conversations, Orders orders, Understanding understanding, SentTexts sentTexts) {
        this.conversations = conversations;
        this.orders = orders;
        this.understanding = understanding;
        this.sentTexts = sentTexts;
    }

    /** What was found. */
    record Read(Judgement judgement, List<Finding> advice) {}

    /** @param tx that holds the conversation's row */
    Read read(Connection tx, Outgoing out, Conversation conversation, Pack pack) throws SQLException {
        LastWords last = conversations
                .lastWords(tx, List.of(conversation.key()))
                .getOrDefault(conversation.key(), LastWords.NONE);
        OrderFile order = order(tx, conversation);
        CaseDetails details = ThisCase.of(conversation, order);
        return new Read(
                judge(tx, out, understanding.judge(out.text(), out.by(), last.buyer(), pack), details, pack),
                understanding.advise(out.text(), exchange(conversation, last, order, details), pack));
    }

    /**
     * MSG-21: what would be advised against in a reply, were it sent now. Nothing is locked.
     *
     * @return null when there is no such conversation
     */
    public @Nullable List<Finding> advice(Connection tx, ConversationKey key, String text, Pack pack)
            throws SQLException {
        var known = conversations.recall(tx, List.of(key)).conversations();
        if (known.isEmpty()) {
            return null;
        }
        Conversation conversation = known.getFirst();
        LastWords last = conversations.lastWords(tx, List.of(key)).getOrDefault(key, LastWords.NONE);
        OrderFile order = order(tx, conversation);
        return understanding.advise(text, exchange(conversation, last, order, ThisCase.of(conversation, order)), pack);
    }

    private Judgement judge(Connection tx, Outgoing out, Judgement byWords, CaseDetails details, Pack pack)
            throws SQLException {
        var question = new SentTexts.Question(out, pack.lowQuality());
        var lately = new LatelySent();
        sentTexts.hold(tx, question);
        sentTexts.recall(tx, List.of(question), lately);
        return lately.judge(out, byWords, () -> details, pack.lowQuality());
    }

    /** MSG-19: how long the buyer may be silent after a reply; null when it asks nothing. */
    @Nullable
    Duration silentAfter(String text, Pack pack) {
        return understanding.silentAfter(text, pack);
    }

    private @Nullable OrderFile order(Connection tx, Conversation conversation) throws SQLException {
        if (conversation.orderId() == null) {
            return null;
        }
        var key = new OrderKey(conversation.key().sellerId(), conversation.orderId());
        return orders.files(tx, List.of(key)).get(key);
    }

    private static Exchange exchange(
            Conversation conversation, LastWords last, @Nullable OrderFile order, CaseDetails details) {
        var buyer = conversation.buyer();
        Happening.Placed placed = order == null ? null : order.placed();
        return new Exchange(
                Optional.ofNullable(last.buyer()),
                Optional.ofNullable(buyer.language()).map(ReplyReading::primary),
                Optional.ofNullable(buyer.country()),
                !last.humanBefore(),
                placed == null ? Optional.empty() : Optional.of(placed.amount()),
                details);
    }

    /** {@code pt-BR} is read by who reads {@code pt}. */
    private static String primary(String tag) {
        int end = tag.indexOf('-');
        return (end < 0 ? tag : tag.substring(0, end)).toLowerCase(Locale.ROOT);
    }
}
