package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.message.conversation.application.Changes;
import dev.rapport.message.conversation.application.PersonalDataBook;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Message;
import dev.rapport.message.sql.Columns;
import dev.rapport.message.sql.Rows;
import dev.rapport.text.privacy.DataRequest;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** {@link PersonalDataBook} in PostgreSQL. */
@Singleton
final class PostgresPersonalData implements PersonalDataBook {

    private static final String NOTE = """
            INSERT INTO data_request (seller_id, conversation_id, message_id, request, asked_at)
            SELECT * FROM unnest(?, ?, ?, ?, ?) AS r ON CONFLICT DO NOTHING
            """;

    private static final String REQUESTS = """
            SELECT DISTINCT r.seller_id, r.conversation_id, r.request
              FROM unnest(?, ?) AS w (seller_id, conversation_id)
              JOIN data_request r USING (seller_id, conversation_id)
            """;

    private static final String ERASED = """
            SELECT e.seller_id, e.buyer_id, e.erased_at
              FROM unnest(?, ?) AS w (seller_id, buyer_id)
              JOIN erased_buyer e USING (seller_id, buyer_id)
            """;

    private static final String SILENCED = """
            SELECT c.erased_at >= coalesce(c.last_buyer_at, '-infinity') AS silenced
              FROM conversation c WHERE c.seller_id = ? AND c.conversation_id = ?
            """;

    private record Asked(Changes.NewMessage message, DataRequest request) {}

    @Override
    public void note(Connection tx, Changes changes, Function<Changes.NewMessage, Set<DataRequest>> asked)
            throws SQLException {
        List<Asked> found = new ArrayList<>();
        for (Changes.NewMessage message : changes.messages()) {
            if (message.message() instanceof Message.FromBuyer) {
                asked.apply(message).forEach(request -> found.add(new Asked(message, request)));
            }
        }
        if (found.isEmpty()) {
            return;
        }
        try (var statement = new Columns<>(tx, NOTE, found)) {
            statement
                    .text(row -> row.message.conversation().sellerId())
                    .text(row -> row.message.conversation().conversationId())
                    .text(row -> row.message.message().messageId())
                    .text(Asked::request)
                    .time(row -> row.message.message().sentAt());
            statement.update();
        }
    }

    @Override
    public Map<ConversationKey, Set<DataRequest>> requests(Connection tx, Collection<ConversationKey> keys)
            throws SQLException {
        var found = new HashMap<ConversationKey, Set<DataRequest>>();
        if (keys.isEmpty()) {
            return found;
        }
        try (var query = new Columns<>(tx, REQUESTS, keys)) {
            query.text(ConversationKey::sellerId).text(ConversationKey::conversationId);
            try (ResultSet rows = query.query()) {
                while (rows.next()) {
                    found.computeIfAbsent(
                                    new ConversationKey(rows.getString(1), rows.getString(2)),
                                    _ -> EnumSet.noneOf(DataRequest.class))
                            .add(DataRequest.valueOf(rows.getString(3)));
                }
            }
        }
        return found;
    }

    @Override
    public Map<BuyerKey, Instant> erased(Connection tx, Collection<BuyerKey> buyers) throws SQLException {
        var found = new HashMap<BuyerKey, Instant>();
        if (buyers.isEmpty()) {
            return found;
        }
        try (var query = new Columns<>(tx, ERASED, buyers)) {
            query.text(BuyerKey::sellerId).text(BuyerKey::buyerId);
            try (ResultSet rows = query.query()) {
                while (rows.next()) {
                    found.put(new BuyerKey(rows.getString(1), rows.getString(2)), Rows.time(rows, "erased_at"));
                }
            }
        }
        return found;
    }

    @Override
    public boolean silenced(Connection tx, ConversationKey key) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(SILENCED)) {
            query.setString(1, key.sellerId());
            query.setString(2, key.conversationId());
            return Boolean.TRUE.equals(Rows.first(query, row -> row.getBoolean("silenced")));
        }
    }
}
