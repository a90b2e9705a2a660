package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.message.conversation.application.Inbox;
import dev.rapport.message.conversation.application.InboxQuery;
import dev.rapport.message.conversation.application.InboxQuery.Listed;
import dev.rapport.message.conversation.application.InboxQuery.Sort;
import dev.rapport.message.conversation.application.PersonalDataBook;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.price.PriceBook;
import dev.rapport.message.price.model.Miss;
import dev.rapport.message.price.model.Prices;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@link Inbox} by keyset over the indexes of each seller. Over many sellers the first of each is looked up, and only those sellers are
 * read on whose first is among the page's: of any other none can be.
 */
@Singleton
final class PostgresInbox implements Inbox {

    private static final String THESE_SELLERS = "WITH sellers AS (SELECT unnest(?) AS seller_id)";

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

    /** What can be at stake together, see {@code AtStake}: as the database keeps it. */
    private static final String STAKES =
            "(VALUES (0::smallint), (1::smallint), (2::smallint), (3::smallint), (5::smallint), (7::smallint), (8::smallint), (9::smallint)) AS b (stake)";

    /** Of seller {@code p} and stake {@code b}. */
    private static final String POINTS =
            "((b.stake & 1) * p.answer + (b.stake >> 1 & 1) * p.on_time + (b.stake >> 2 & 1) * p.consult + (b.stake >> 3 & 1) * p.follow_up)";

    /** Who waits has something due: so the look for them does not go on among all who do not. */
    private static final String WAITS = " AND c.binding_due_at < 'infinity'";

    private final PriceBook priceBook;
    private final PersonalDataBook personalData;

    PostgresInbox(PriceBook priceBook, PersonalDataBook personalData) {
        this.priceBook = priceBook;
        this.personalData = personalData;
    }

    /** A row with what can still be missed of it. */
    private record Row(Conversation conversation, Set<Miss> atStake) {}

    @Override
    public List<Listed> page(Connection tx, InboxQuery query) throws SQLException {
        try (var statement = tx.createStatement()) {
            statement.execute(PostgresConversations.PLAN_FOR_THESE_VALUES);
        }
        return listed(tx, rows(tx, query));
    }

    private static List<Row> rows(Connection tx, InboxQuery query) throws SQLException {
        if (query.words() != null) {
            return run(tx, saying(query));
        }
        if (query.sort() == Sort.RISK) {
            return byRisk(tx, query);
        }
        boolean one = query.sellers().size() == 1 && !everySeller(query);
        return run(tx, one ? ofOneSeller(query) : ofManySellers(query, order(query.sort())));
    }

    private List<Listed> listed(Connection tx, List<Row> rows) throws SQLException {
        var sellers =
                rows.stream().map(row -> row.conversation.key().sellerId()).collect(Collectors.toSet());
        Map<String, Prices> prices = priceBook.of(tx, sellers);
        var keys = rows.stream().map(row -> row.conversation.key()).toList();
        var requests = personalData.requests(tx, keys);
        var lastSaid = LastSaidRows.of(tx, keys);
        return rows.stream()
                .map(row -> {
                    ConversationKey key = row.conversation.key();
                    Prices known = prices.get(key.sellerId());
                    return new Listed(
                            row.conversation,
                            known == null ? null : known.of(row.atStake),
                            requests.getOrDefault(key, Set.of()),
                            lastSaid.get(key));
                })
                .toList();
    }

    private static InboxStatement ofOneSeller(InboxQuery query) {
        var statement = select().add(
                        " FROM conversation c WHERE c.seller_id = ?",
                        query.sellers().iterator().next());
        narrow(statement, query);
        return statement.add(" ORDER BY " + order(query.sort()) + " LIMIT ?", query.fetch());
    }

    private static InboxStatement ofManySellers(InboxQuery query, String order) {
        String key = query.sort() == Sort.RECENT ? "last_message_at" : "binding_due_at";
        var statement = sellers(query);
        statement.add(
                ", heads AS (SELECT c.* FROM sellers CROSS JOIN LATERAL (SELECT c.seller_id, c.conversation_id, c."
                        + key + " FROM conversation c WHERE c.seller_id = sellers.seller_id");
        narrow(statement, query);
        statement.add(" ORDER BY " + order + " LIMIT 1) c ORDER BY " + order + " LIMIT ?)", query.fetch());
        statement.add(", picked AS (SELECT c.* FROM heads CROSS JOIN LATERAL (SELECT c.seller_id, c.conversation_id, c."
                + key + " FROM conversation c WHERE c.seller_id = heads.seller_id");
        narrow(statement, query);
        statement.add(
                " ORDER BY " + order + " LIMIT ?) c ORDER BY " + order + " LIMIT ?)", query.fetch(), query.fetch());
        return statement.add(" SELECT " + ConversationRow.COLUMNS
                + ", c.at_stake FROM picked JOIN conversation c USING (seller_id, conversation_id) ORDER BY " + order);
    }

    /** Its cost is that of all that is said, not of the page: it is sorted after it is found. */
    private static InboxStatement saying(InboxQuery query) {
        var statement = sellers(query);
        statement.add(
                " SELECT " + ConversationRow.COLUMNS + ", c.at_stake FROM sellers"
                        + " CROSS JOIN LATERAL conversations_saying(sellers.seller_id, ?) AS said (conversation_id)"
                        + " JOIN conversation c ON c.seller_id = sellers.seller_id AND c.conversation_id = said.conversation_id",
                String.valueOf(query.words()));
        if (query.sort() == Sort.RISK) {
            statement.add(" LEFT JOIN price_of_miss p ON p.seller_id = c.seller_id"
                    + " CROSS JOIN LATERAL (SELECT c.at_stake AS stake) b"
                    + " CROSS JOIN LATERAL (SELECT coalesce(" + POINTS + ", 0) AS points) r");
        }
        statement.add(" WHERE true");
        filter(statement, query);
        InboxQuery.Position after = query.after();
        if (after != null && after.points() != null) {
            statement.add(" AND (r.points < ? OR r.points = ?", after.points(), after.points());
            after(statement, query);
            statement.add(")");
        } else {
            after(statement, query);
        }
        String first = query.sort() == Sort.RISK ? "r.points DESC, " : "";
        return statement.add(" ORDER BY " + first + order(query.sort()) + " LIMIT ?", query.fetch());
    }

    /** The dearest first, as long as anything has a price; then all else by its clock. */
    private static List<Row> byRisk(Connection tx, InboxQuery query) throws SQLException {
        InboxQuery.Position after = query.after();
        BigDecimal points = after == null ? null : after.points();
        if (!anyPrice(tx, query)) {
            boolean one = query.sellers().size() == 1 && !everySeller(query);
            return run(tx, one ? ofOneSeller(query) : ofManySellers(query, order(query.sort())));
        }
        var page = new ArrayList<Row>();
        if (points == null || points.signum() > 0) {
            page.addAll(run(tx, priced(query, points)));
        }
        if (page.size() < query.fetch()) {
            boolean begins = points != null && points.signum() > 0;
            page.addAll(run(tx, unpriced(begins ? fromTheStart(query) : query)));
        }
        return page.size() <= query.fetch() ? page : page.subList(0, query.fetch());
    }

    private static boolean anyPrice(Connection tx, InboxQuery query) throws SQLException {
        var statement = new InboxStatement().add("""
                SELECT EXISTS (SELECT FROM price_of_miss p WHERE p.answer + p.on_time + p.consult + p.follow_up > 0""");
        if (!everySeller(query)) {
            statement.add(" AND p.seller_id = ANY (?)", query.sellers());
        }
        try (PreparedStatement ask = statement.add(")").prepare(tx);
                ResultSet answer = ask.executeQuery()) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /** Sellers and stakes by their price; each is read only when those before it have not filled the page. */
    private static InboxStatement priced(InboxQuery query, @Nullable BigDecimal points) {
        var statement = select().add(" FROM (SELECT p.seller_id, b.stake, " + POINTS
                + " AS points FROM price_of_miss p CROSS JOIN " + STAKES + " WHERE " + POINTS + " > 0");
        if (!everySeller(query)) {
            statement.add(" AND p.seller_id = ANY (?)", query.sellers());
        }
        if (points != null) {
            statement.add(" AND " + POINTS + " <= ?", points);
        }
        statement.add(" ORDER BY points DESC) g CROSS JOIN LATERAL (SELECT * FROM conversation c"
                + " WHERE c.seller_id = g.seller_id AND c.at_stake = g.stake");
        filter(statement, query);
        if (points != null) {
            statement.add(" AND (g.points < ? OR true", points);
            after(statement, query);
            statement.add(")");
        }
        return statement.add(
                " ORDER BY c.binding_due_at, c.conversation_id LIMIT ?) c ORDER BY g.points DESC, "
                        + order(query.sort()) + " LIMIT ?",
                query.fetch(),
                query.fetch());
    }

    private static InboxStatement unpriced(InboxQuery query) {
        String order = order(query.sort());
        var statement = sellers(query);
        statement.add(
                ", heads AS (SELECT c.*, b.stake FROM sellers LEFT JOIN price_of_miss p USING (seller_id) CROSS JOIN "
                        + STAKES
                        + " CROSS JOIN LATERAL (SELECT c.seller_id, c.conversation_id, c.binding_due_at FROM conversation c"
                        + " WHERE c.seller_id = sellers.seller_id AND c.at_stake = b.stake");
        narrow(statement, query);
        statement.add(
                " ORDER BY " + order + " LIMIT 1) c WHERE coalesce(" + POINTS + ", 0) = 0 ORDER BY " + order
                        + " LIMIT ?)",
                query.fetch());
        statement.add(
                ", picked AS (SELECT c.* FROM heads CROSS JOIN LATERAL (SELECT c.seller_id, c.conversation_id, c.binding_due_at"
                        + " FROM conversation c WHERE c.seller_id = heads.seller_id AND c.at_stake = heads.stake");
        narrow(statement, query);
        statement.add(
                " ORDER BY " + order + " LIMIT ?) c ORDER BY " + order + " LIMIT ?)", query.fetch(), query.fetch());
        return statement.add(" SELECT " + ConversationRow.COLUMNS
                + ", c.at_stake FROM picked JOIN conversation c USING (seller_id, conversation_id) ORDER BY " + order);
    }

    private static InboxQuery fromTheStart(InboxQuery query) {
        return new InboxQuery(
                query.sellers(),
                query.status(),
                query.kind(),
                query.scene(),
                query.assignee(),
                query.dueBefore(),
                query.words(),
                query.sort(),
                null,
                query.fetch(),
                query.now());
    }

    private static InboxStatement select() {
        return new InboxStatement().add("SELECT " + ConversationRow.COLUMNS + ", c.at_stake");
    }

    private static InboxStatement sellers(InboxQuery query) {
        return everySeller(query)
                ? new InboxStatement().add(EVERY_SELLER)
                : new InboxStatement().add(THESE_SELLERS, query.sellers());
    }

    private static void narrow(InboxStatement statement, InboxQuery query) {
        filter(statement, query);
        after(statement, query);
    }

    private static void filter(InboxStatement statement, InboxQuery query) {
        switch (query.status()) {
            case null -> {}
            // MSG-03: what is unanswered is so by the hour, whatever was stored.
            case UNREAD, PENDING ->
                statement.add(
                        WAITS + " AND c.status = ? AND c.turn_unanswered_at > ?",
                        query.status().name(),
                        query.now());
            case REPLIED, HANDLED ->
                statement.add(" AND c.status = ?", query.status().name());
            case UNANSWERED ->
                statement.add(
                        WAITS + " AND c.status IN ('UNREAD', 'PENDING') AND c.turn_unanswered_at <= ?", query.now());
        }
        if (query.kind() != null) {
            statement.add(" AND c.kind = ?", query.kind().name());
        }
        if (query.scene() != null) {
            statement.add(" AND c.turn_scene = ?", query.scene().name());
        }
        if (query.assignee() != null) {
            statement.add(" AND c.assignee = ?", query.assignee());
        }
        if (query.dueBefore() != null) {
            statement.add(" AND c.binding_due_at < ?", query.dueBefore());
        }
    }

    private static void after(InboxStatement statement, InboxQuery query) {
        InboxQuery.Position after = query.after();
        if (after != null) {
            String compared =
                    switch (query.sort()) {
                        case RECENT ->
                            " AND (c.last_message_at, c.conversation_id, c.seller_id) < (?::timestamptz, ?, ?)";
                        case DUE, RISK ->
                            " AND (c.binding_due_at, c.conversation_id, c.seller_id) > (?::timestamptz, ?, ?)";
                    };
            statement.add(compared, after.at(), after.conversationId(), after.sellerId());
        }
    }

    private static String order(Sort sort) {
        return switch (sort) {
            case RECENT -> "c.last_message_at DESC, c.conversation_id DESC, c.seller_id DESC";
            case DUE, RISK -> "c.binding_due_at, c.conversation_id, c.seller_id";
        };
    }

    private static List<Row> run(Connection tx, InboxStatement statement) throws SQLException {
        var page = new ArrayList<Row>();
        try (PreparedStatement query = statement.prepare(tx);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                page.add(new Row(ConversationRow.read(rows), Miss.of(rows.getInt("at_stake"))));
            }
        }
        return page;
    }

    private static boolean everySeller(InboxQuery query) {
        return query.sellers().contains("*");
    }
}
