package dev.rapport.score.profile;

import dev.rapport.events.AccountType;
import dev.rapport.events.Fulfilment;
import dev.rapport.events.SellerEvent.SellerChanged;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Table {@code seller}: written with JDBC, in the order the ordering law asks for. */
final class ProfileRows {
    private static final String READ_FOR_UPDATE = """
            SELECT version, marketplace, pack, zone, account_type, verified, fulfilment, calendar, languages
              FROM seller WHERE seller_id = ? FOR UPDATE
            """;

    private static final String INSERT = """
            INSERT INTO seller (marketplace, pack, zone, account_type, verified, fulfilment, calendar, languages,
                   changed_at, version, seller_id)
            VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private static final String UPDATE = """
            UPDATE seller
               SET marketplace = ?, pack = ?, zone = ?, account_type = ?, verified = ?, fulfilment = ?,
                   calendar = ?::jsonb, languages = ?, changed_at = ?, version = ?
             WHERE seller_id = ?
            """;

    /** Of many sellers at once, all with the same profile but for their ids. */
    private static final String INSERT_ALIKE = """
            INSERT INTO seller (marketplace, pack, zone, account_type, verified, fulfilment, calendar, languages,
                   changed_at, version, seller_id)
            SELECT ?, ?, ?, ?, ?, ?, ?::jsonb, ?::text[], ?::timestamptz, ?, seller_id FROM unnest(?::text[]) seller_id
            ON CONFLICT DO NOTHING RETURNING seller_id
            """;

    private ProfileRows() {}

    /** The row of a seller, locked until the transaction ends; null when there is none. */
    static @Nullable StoredProfile lock(Connection tx, String sellerId) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(READ_FOR_UPDATE)) {
            statement.setString(1, sellerId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? stored(sellerId, row) : null;
            }
        }
    }

    private static StoredProfile stored(String sellerId, ResultSet row) throws SQLException {
        SellerChanged profile = new SellerChanged(
                sellerId,
                row.getString("marketplace"),
                row.getString("pack"),
                row.getString("zone"),
                AccountType.valueOf(row.getString("account_type")),
                row.getBoolean("verified"),
                Fulfilment.valueOf(row.getString("fulfilment")),
                CalendarJson.read(row.getString("calendar")),
                List.of((String[]) row.getArray("languages").getArray()));
        return new StoredProfile(profile, row.getLong("version"));
    }

    /**
     * Writes the first rows of sellers that have the same profile.
     *
     * @param like whose profile, but for the id, all of them get
     * @return those of whom there was no row, in the order given
     */
    static List<String> insertAlike(Connection tx, StoredProfile like, Collection<String> sellers, Instant changedAt)
            throws SQLException {
        Set<String> written = new HashSet<>();
        try (PreparedStatement statement = tx.prepareStatement(INSERT_ALIKE)) {
            bindProfile(tx, statement, like, changedAt);
            statement.setArray(11, tx.createArrayOf("text", sellers.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    written.add(rows.getString(1));
                }
            }
        }
        return sellers.stream().filter(written::contains).toList();
    }

    /** Writes the first row of a seller; false when there is one already. */
    static boolean insert(Connection tx, StoredProfile stored, Instant changedAt) throws SQLException {
        return write(tx, INSERT, stored, changedAt);
    }

    /** Replaces the row of a seller. */
    static void update(Connection tx, StoredProfile stored, Instant changedAt) throws SQLException {
        if (!write(tx, UPDATE, stored, changedAt)) {
            throw new IllegalStateException("the locked row of a seller is gone");
        }
    }

    /** Another zone or pack makes another score: it is to be looked at, and a look that is under way came too early. */
    static void lookAgain(Connection tx, String sellerId, Instant now) throws SQLException {
        String write =
                "UPDATE counted_seller SET changes = changes + 1, look_at = least(look_at, ?) WHERE seller_id = ?";
        try (PreparedStatement statement = tx.prepareStatement(write)) {
            statement.setObject(1, now.atOffset(ZoneOffset.UTC));
            statement.setString(2, sellerId);
            statement.executeUpdate();
        }
    }

    private static boolean write(Connection tx, String sql, StoredProfile stored, Instant changedAt)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(sql)) {
            bindProfile(tx, statement, stored, changedAt);
            statement.setString(11, stored.profile().sellerId());
            return statement.executeUpdate() == 1;
        }
    }

    private static void bindProfile(Connection tx, PreparedStatement statement, StoredProfile stored, Instant changedAt)
            throws SQLException {
        SellerChanged profile = stored.profile();
        statement.setString(1, profile.marketplace());
        statement.setString(2, profile.pack());
        statement.setString(3, profile.zone());
        statement.setString(4, profile.accountType().name());
        statement.setBoolean(5, profile.verified());
        statement.setString(6, profile.fulfilment().name());
        statement.setString(7, CalendarJson.write(profile.calendar()));
        statement.setArray(8, tx.createArrayOf("text", profile.languages().toArray()));
        statement.setObject(9, changedAt.atOffset(ZoneOffset.UTC));
        statement.setLong(10, stored.version());
    }
}
