package dev.rapport.message.delivery.application;

import dev.rapport.kit.due.DueHandler;
import dev.rapport.kit.due.DueRow;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.Correspondence;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.SellerClocks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** MSG-15: a failed attempt is made again after its back-off; what has no receipt in time is unknown, and left so. */
public final class DeliveryWatch implements DueHandler {

    private final Conversations conversations;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Outbox outbox;

    public DeliveryWatch(
            Conversations conversations, SellerProfiles profiles, SellerClockBook clockBook, Outbox outbox) {
        this.conversations = conversations;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.outbox = outbox;
    }

    /** @param rows keyed by conversation and message */
    @Override
    public void fire(Connection tx, List<DueRow> rows, Instant now) throws SQLException {
        var keys = rows.stream()
                .map(row -> new MessageKey(new ConversationKey(row.sellerId(), row.key(0)), row.key(1)))
                .toList();
        var sellers = new TreeSet<String>();
        rows.forEach(row -> sellers.add(row.sellerId()));
        Map<String, SellerClocks> clocks = clockBook.of(profiles.get(tx, sellers));
        var correspondence = new Correspondence(conversations.recallDeliveries(tx, keys), clocks::get);
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        keys.forEach(key -> correspondence.passTime(key, at));
        conversations.keep(tx, correspondence.changes());
        outbox.append(tx, correspondence.facts());
    }
}
