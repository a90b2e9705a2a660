package dev.rapport.care.database;

import dev.rapport.local.Servers;
import dev.rapport.local.server.ServiceDatabase;
import dev.rapport.local.server.ServiceDatabase.Login;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;

/** A database of its own for one test class, on the servers all tests share. */
public final class CareDatabase {
    private final ServiceDatabase database;

    private CareDatabase(ServiceDatabase database) {
        this.database = database;
    }

    /** A fresh one, migrated by its owner as at the start of the service. */
    public static CareDatabase fresh() {
        ServiceDatabase database = Servers.shared().createDatabase("care");
        Flyway.configure()
                .dataSource(
                        database.jdbcUrl(),
                        database.owner().user(),
                        database.owner().password())
                .locations("classpath:db/kit", "classpath:db/migration")
                .load()
                .migrate();
        return new CareDatabase(database);
    }

    /** A connection of the consumers' login, with a transaction open. */
    public Connection worker() throws SQLException {
        return open(database.worker());
    }

    /** A connection of the requests' login, with a transaction open. */
    public Connection rest() throws SQLException {
        return open(database.rest());
    }

    private Connection open(Login login) throws SQLException {
        Connection connection = DriverManager.getConnection(database.jdbcUrl(), login.user(), login.password());
        connection.setAutoCommit(false);
        return connection;
    }

    /** The first column of a query, as text, in the order of the rows. */
    public static List<String> texts(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
