package dev.rapport.local;

import dev.rapport.local.server.ServiceDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** Databases for tests, each with a name nobody has yet. */
final class FreshDatabases {

    private static final String PASSWORD = "for-tests-only";

    private final Servers servers;
    private final AtomicInteger next = new AtomicInteger();

    FreshDatabases(Servers servers) {
        this.servers = servers;
    }

    ServiceDatabase create(String wanted) {
        try (Connection superuser = servers.superuser("postgres")) {
            String name = wanted;
            while (taken(superuser, name)) {
                name = wanted + "_" + next.incrementAndGet();
            }
            ServiceDatabase database = ServiceDatabase.named(name, servers.jdbcUrl(name), PASSWORD, PASSWORD, PASSWORD);
            ServiceDatabase.createGroups(superuser);
            database.create(superuser);
            try (Connection inside = servers.superuser(name)) {
                database.grant(inside);
            }
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException("no database " + wanted, e);
        }
    }

    private static boolean taken(Connection superuser, String name) throws SQLException {
        try (var query = superuser.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, name);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }
}
