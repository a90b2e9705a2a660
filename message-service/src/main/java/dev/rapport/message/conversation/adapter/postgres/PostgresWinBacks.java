package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.events.By;
import dev.rapport.message.conversation.application.Changes;
import dev.rapport.message.conversation.application.InboxQuery;
import dev.rapport.message.conversation.application.WinBacks;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Message;
import dev.rapport.message.price.PriceBook;
import dev.rapport.message.price.model.Miss;
import dev.rapport.message.price.model.Prices;
import dev.rapport.message.sql.Columns;
import dev.rapport.message.sql.Rows;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link WinBacks} in PostgreSQL: one row per conversation with a question that is open. */
@Singleton
final class PostgresWinBacks implements WinBacks {

    private static final String ANSWERED = """
            DELETE FROM win_back w USING unnest(?, ?, ?) AS b (seller_id, conversation_id, wrote_at)
             WHERE w.seller_id = b.seller_id AND w.conversation_id = b.conversation_id AND w.asked_at <= b.wrote_at
            """;

    private static final String ASKED = """
            INSERT INTO win_back AS w (seller_id, conversation_id, asked_at, due_at)
            SELECT * FROM unnest(?, ?, ?, ?) AS r
            ON CONFLICT (seller_id, conversation_id) DO UPDATE SET asked_at = excluded.asked_at, due_at = excluded.due_at
             WHERE excluded.asked_at > w.asked_at
            """;

    private static final String LIST = """
            UPDATE win_back w SET due_at = NULL FROM unnest(?, ?) AS l (seller_id, conversation_id)
             WHERE w.seller_id = l.seller_id AND w.conversation_id = l.conversation_id
            """;

    private final PriceBook priceBook;

    PostgresWinBacks(PriceBook priceBook) {
        this.priceBook = priceBook;
    }

    private record Wrote(ConversationKey key, Instant at) {}

    private record Asked(ConversationKey key, Instant at, Instant dueAt) {}

    private record Found(Conversation conversation, int atStake, Instant askedAt) {}

    @Override
    public void note(Connection tx, Changes changes, Function<Changes.NewMessage, @Nullable Duration> silentAfter)
            throws SQLException {
        // The newest of each conversation: one statement cannot touch a row twice.
        Map<ConversationKey, Wrote> wrote = new HashMap<>();
        Map<ConversationKey, Asked> asked = new HashMap<>();
        for (Changes.NewMessage one : changes.messages()) {
            ConversationKey key = one.conversation();
            Instant at = one.message().sentAt();
            switch (one.message()) {
                case Message.FromBuyer _ -> wrote.merge(key, new Wrote(key, at), (a, b) -> b.at.isAfter(a.at) ? b : a);
                case Message.FromSeller seller -> {
                    Duration patience = isOurWord(seller) ? silentAfter.apply(one) : null;
                    if (patience != null) {
                        asked.merge(key, new Asked(key, at, at.plus(patience)), (a, b) -> b.at.isAfter(a.at) ? b : a);
                    }
                }
            }
        }
        changes.conversations().forEach(kept -> {
            Conversation conversation = kept.conversation();
            Asked question = asked.get(conversation.key());
            Instant buyerAt = conversation.latest().buyerAt();
            if (question != null && buyerAt != null && !question.at.isAfter(buyerAt)) {
                asked.remove(conversation.key());
            }
        });
        answered(tx, wrote.values());
        asked(tx, asked.values());
    }

    /** Rules and care messages ask nobody in particular. */
    private static boolean isOurWord(Message.FromSeller message) {
        return message.by() == By.HUMAN && !(message.origin() instanceof Message.Origin.Care);
    }

    private static void answered(Connection tx, Collection<Wrote> wrote) throws SQLException {
        if (wrote.isEmpty()) {
            return;
        }
        try (var statement = new Columns<>(tx, ANSWERED, wrote)) {
            statement
                    .text(row -> row.key.sellerId())
                    .text(row -> row.key.conversationId())
                    .time(Wrote::at);
            statement.update();
        }
    }

    private static void asked(Connection tx, Collection<Asked> asked) throws SQLException {
        if (asked.isEmpty()) {
            return;
        }
        try (var statement = new Columns<>(tx, ASKED, asked)) {
            statement
                    .text(row -> row.key.sellerId())
                    .text(row -> row.key.conversationId())
                    .time(Asked::at)
                    .time(Asked::dueAt);
            statement.update();
        }
    }

    @Override
    public void list(Connection tx, Collection<ConversationKey> keys) throws SQLException {
        try (var statement = new Columns<>(tx, LIST, keys)) {
            statement.text(ConversationKey::sellerId).text(ConversationKey::conversationId);
            statement.update();
        }
    }

    @Override
    public List<Silent> listed(Connection tx, String sellerId, @Nullable Position before, int fetch)
            throws SQLException {
        var statement = new InboxStatement()
                .add(
                        "SELECT " + ConversationRow.COLUMNS + ", c.at_stake, w.asked_at FROM win_back w"
                                + " JOIN conversation c USING (seller_id, conversation_id)"
                                + " WHERE w.seller_id = ? AND w.due_at IS NULL",
                        sellerId);
        if (before != null) {
            statement.add(" AND (w.asked_at, w.conversation_id) < (?, ?)", before.askedAt(), before.conversationId());
        }
        statement.add(" ORDER BY w.asked_at DESC, w.conversation_id DESC LIMIT ?", fetch);
        List<Found> found;
        try (PreparedStatement query = statement.prepare(tx)) {
            found = Rows.all(query, PostgresWinBacks::found);
        }
        Prices prices = priceBook.of(tx, List.of(sellerId)).get(sellerId);
        return found.stream()
                .map(row -> new Silent(
                        new InboxQuery.Listed(
                                row.conversation,
                                prices == null ? null : prices.of(Miss.of(row.atStake)),
                                Set.of(),
                                null),
                        row.askedAt))
                .toList();
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(ConversationRow.read(row), row.getInt("at_stake"), Rows.time(row, "asked_at"));
    }
}
