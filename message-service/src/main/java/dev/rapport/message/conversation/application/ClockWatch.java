package dev.rapport.message.conversation.application;

import dev.rapport.kit.due.DueHandler;
import dev.rapport.kit.due.DueRow;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.SellerClocks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** MSG-04: time goes by for turns that nobody has answered: warnings, breaches, unattended auto-replies. */
public final class ClockWatch implements DueHandler {

    private final Conversations conversations;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Outbox outbox;

    public ClockWatch(Conversations conversations, SellerProfiles profiles, SellerClockBook clockBook, Outbox outbox) {
        this.conversations = conversations;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.outbox = outbox;
    }

    @Override
    public void fire(Connection tx, List<DueRow> rows, Instant now) throws SQLException {
        var keys = rows.stream().map(ClockWatch::conversation).toList();
        var sellers = new TreeSet<String>();
        keys.forEach(key -> sellers.add(key.sellerId()));
        Map<String, SellerClocks> clocks = clockBook.of(profiles.get(tx, sellers));
        var correspondence = new Correspondence(conversations.recall(tx, keys), clocks::get);
        rows.forEach(row -> correspondence.passTime(conversation(row), now, row.passed()));
        conversations.keep(tx, correspondence.changes());
        outbox.append(tx, correspondence.facts());
    }

    private static ConversationKey conversation(DueRow row) {
        return new ConversationKey(row.sellerId(), row.key(0));
    }
}
