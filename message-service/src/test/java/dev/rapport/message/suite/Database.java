package dev.rapport.message.suite;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.eclipse.microprofile.config.ConfigProvider;

/** The service's database as its REST role sees it. */
final class Database {

    private Database() {}

    /** How many rows of a table these sellers' requests would see. */
    static long rowsSeenBy(String sellers, String table) throws SQLException {
        try (Connection tx = rest(sellers);
                var query = tx.createStatement();
                var rows = query.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** A transaction that sees these sellers. */
    static Connection rest(String sellers) throws SQLException {
        var config = ConfigProvider.getConfig();
        Connection tx = DriverManager.getConnection(
                config.getValue("RAPPORT_DB_URL", String.class),
                config.getValue("RAPPORT_DB_REST", String.class),
                config.getValue("RAPPORT_DB_REST_PASSWORD", String.class));
        tx.setAutoCommit(false);
        try (var set = tx.prepareStatement("SELECT set_config('rapport.sellers', ?, true)")) {
            set.setString(1, sellers);
            set.execute();
        }
        return tx;
    }
}
