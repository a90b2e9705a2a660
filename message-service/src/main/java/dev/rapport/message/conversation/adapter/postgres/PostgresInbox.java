package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.message.conversation.application.Inbox;
import dev.rapport.message.conversation.application.InboxQuery;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.Status;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Inbox} by keyset over the index of each seller: as many look-ups as sellers, and no row is read that is not shown or filtered. */
@Singleton
final class PostgresInbox implements Inbox {

    private static final String THESE_SELLERS = "WITH sellers AS (SELECT unnest(?::text[]) AS seller_id)";

    /** Jumps from seller to seller in the primary key. */
    private static final String EVERY_SELLER = """
            WITH RECURSIVE sellers AS (
                (SELECT seller_id FROM conversation ORDER BY seller_id LIMIT 1)
                UNION ALL
                SELECT next.seller_id
                  FROM sellers
                 CROSS JOIN LATERAL (SELECT c.seller_id FROM conversation c WHERE c.seller_id > sellers.seller_id
                                      ORDER BY c.seller_id LIMIT 1) AS next)
            """;

    /** Takes: the sellers, whether there is a position (1, 2), the filters (3), the position (4), the order (5), both limits. */
    private static final String PAGE = """
            %1$s
            SELECT %2$s
              FROM sellers
             CROSS JOIN LATERAL (
                    SELECT *
                      FROM conversation c
                     WHERE c.seller_id = sellers.seller_id%3$s%4$s
                     ORDER BY %5$s
                     LIMIT ?) c
             ORDER BY %5$s
             LIMIT ?
            """;

    @Override
    public List<Conversation> page(Connection tx, InboxQuery query) throws SQLException {
        try (var statement = tx.createStatement()) {
            statement.execute(PostgresConversations.PLAN_FOR_THESE_VALUES);
        }
        try (PreparedStatement statement = tx.prepareStatement(sql(query))) {
            bind(statement, query);
            var page = new ArrayList<Conversation>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    page.add(ConversationRow.read(rows));
                }
            }
            return page;
        }
    }

    private static String sql(InboxQuery query) {
        return PAGE.formatted(
                everySeller(query) ? EVERY_SELLER : THESE_SELLERS,
                ConversationRow.COLUMNS,
                filters(query),
                query.after() == null ? "" : after(query.sort()),
                order(query.sort()));
    }

    private static String filters(InboxQuery query) {
        return status(query.status())
                + (query.kind() == null ? "" : " AND c.kind = ?")
                + (query.scene() == null ? "" : " AND c.turn_scene = ?")
                + (query.assignee() == null ? "" : " AND c.assignee = ?")
                + (query.dueBefore() == null ? "" : " AND c.binding_due_at < ?");
    }

    private static String status(@Nullable Status status) {
        return switch (status) {
            case null -> "";
            // MSG-03: what is unanswered is so by the hour, whatever was stored.
            case UNREAD, PENDING -> " AND c.status = ? AND c.turn_unanswered_at > ?";
            case REPLIED, HANDLED -> " AND c.status = ?";
            case UNANSWERED -> " AND c.status IN ('UNREAD', 'PENDING') AND c.turn_unanswered_at <= ?";
        };
    }

    private static String after(InboxQuery.Sort sort) {
        return switch (sort) {
            case RECENT -> " AND (c.last_message_at, c.conversation_id, c.seller_id) < (?::timestamptz, ?, ?)";
            case DUE -> " AND (c.binding_due_at, c.conversation_id, c.seller_id) > (?::timestamptz, ?, ?)";
        };
    }

    private static String order(InboxQuery.Sort sort) {
        return switch (sort) {
            case RECENT -> "c.last_message_at DESC, c.conversation_id DESC, c.seller_id DESC";
            case DUE -> "c.binding_due_at, c.conversation_id, c.seller_id";
        };
    }

    private static void bind(PreparedStatement statement, InboxQuery query) throws SQLException {
        int next = 1;
        if (!everySeller(query)) {
            statement.setArray(
                    next++,
                    statement
                            .getConnection()
                            .createArrayOf("text", query.sellers().toArray()));
        }
        if (query.status() != null && query.status() != Status.UNANSWERED) {
            statement.setString(next++, query.status().name());
        }
        if (query.status() != null && query.status() != Status.REPLIED && query.status() != Status.HANDLED) {
            statement.setObject(next++, query.now().atOffset(ZoneOffset.UTC));
        }
        if (query.kind() != null) {
            statement.setString(next++, query.kind().name());
        }
        if (query.scene() != null) {
            statement.setString(next++, query.scene().name());
        }
        if (query.assignee() != null) {
            statement.setString(next++, query.assignee());
        }
        if (query.dueBefore() != null) {
            statement.setObject(next++, query.dueBefore().atOffset(ZoneOffset.UTC));
        }
        if (query.after() != null) {
            statement.setString(next++, query.after().at());
            statement.setString(next++, query.after().conversationId());
            statement.setString(next++, query.after().sellerId());
        }
        statement.setInt(next++, query.fetch());
        statement.setInt(next, query.fetch());
    }

    private static boolean everySeller(InboxQuery query) {
        return query.sellers().contains("*");
    }
}
