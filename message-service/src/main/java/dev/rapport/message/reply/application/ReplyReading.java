package dev.rapport.message.reply.application;

import dev.rapport.events.By;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.LastWords;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.Judgement;
import dev.rapport.message.order.application.Orders;
import dev.rapport.message.order.model.Happening;
import dev.rapport.message.order.model.OrderFile;
import dev.rapport.message.order.model.OrderKey;
import dev.rapport.message.understanding.Understanding;
import dev.rapport.policy.Pack;
import dev.rapport.text.advice.Exchange;
import dev.rapport.text.quality.CaseDetails;
import dev.rapport.text.screening.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an agent's reply against what it answers: its quality and trust (MSG-12, MSG-13) and what is advised against (MSG-21). */
public final class ReplyReading {

    private final Conversations conversations;
    private final Orders orders;
    private final Understanding understanding;

    public ReplyReading(Conversations conversations, Orders orders, Understanding understanding) {
        this.conversations = conversations;
        this.orders = orders;
        this.understanding = understanding;
    }

    /** What was found. */
    record Read(Judgement judgement, List<Finding> advice) {}

    Read read(Connection tx, String text, Conversation conversation, Pack pack) throws SQLException {
        LastWords last = conversations
                .lastWords(tx, List.of(conversation.key()))
                .getOrDefault(conversation.key(), LastWords.NONE);
        return new Read(
                understanding.judge(text, By.HUMAN, last.buyer(), pack),
                understanding.advise(text, exchange(conversation, last, order(tx, conversation)), pack));
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

    private static Exchange exchange(Conversation conversation, LastWords last, @Nullable OrderFile order) {
        var buyer = conversation.buyer();
        Happening.Placed placed = order == null ? null : order.placed();
        return new Exchange(
                Optional.ofNullable(last.buyer()),
                Optional.ofNullable(buyer.language()).map(ReplyReading::primary),
                Optional.ofNullable(buyer.country()),
                !last.humanBefore(),
                placed == null ? Optional.empty() : Optional.of(placed.amount()),
                CaseDetails.of(Optional.ofNullable(buyer.name()), details(conversation, order)));
    }

    /** What the reply could name to show that it is about this case. */
    private static List<String> details(Conversation conversation, @Nullable OrderFile order) {
        var details = new ArrayList<String>();
        Optional.ofNullable(conversation.orderId()).ifPresent(details::add);
        Optional.ofNullable(conversation.productId()).ifPresent(details::add);
        Happening.Shipped shipped = order == null ? null : order.shipped();
        if (shipped != null && shipped.trackingNumber() != null) {
            details.add(shipped.trackingNumber());
        }
        return details;
    }

    /** {@code pt-BR} is read by who reads {@code pt}. */
    private static String primary(String tag) {
        int end = tag.indexOf('-');
        return (end < 0 ? tag : tag.substring(0, end)).toLowerCase(Locale.ROOT);
    }
}
