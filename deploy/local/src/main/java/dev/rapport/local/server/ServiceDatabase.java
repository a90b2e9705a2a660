package dev.rapport.local.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One service's database and the three logins it is used with.
 *
 * @param name of the database; the logins are named after it
 * @param jdbcUrl its address
 * @param owner owns database and schema, runs the migrations, bypasses row-level security
 * @param rest serves requests, sees the sellers of the transaction-local setting {@code rapport.sellers}
 * @param worker serves consumers, relay and due rows, sees every row
 */
public record ServiceDatabase(String name, String jdbcUrl, Login owner, Login rest, Login worker) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,40}");

    /** A user of the database server. */
    public record Login(String user, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return user;
        }
    }

    /** @throws IllegalArgumentException when the name could not be an identifier without quotes */
    public ServiceDatabase {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name for a database: " + name);
        }
    }

    /** The database of that name with its logins {@code <name>_owner}, {@code <name>_rest} and {@code <name>_worker}. */
    public static ServiceDatabase named(
            String name, String jdbcUrl, String ownerPassword, String restPassword, String workerPassword) {
        return new ServiceDatabase(
                name,
                jdbcUrl,
                new Login(name + "_owner", ownerPassword),
                new Login(name + "_rest", restPassword),
                new Login(name + "_worker", workerPassword));
    }

    /** What a service process is told about it: the {@code RAPPORT_DB_…} variables. */
    public Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("RAPPORT_DB_URL", jdbcUrl);
        variables.put("RAPPORT_DB_OWNER", owner.user());
        variables.put("RAPPORT_DB_OWNER_PASSWORD", owner.password());
        variables.put("RAPPORT_DB_REST", rest.user());
        variables.put("RAPPORT_DB_REST_PASSWORD", rest.password());
        variables.put("RAPPORT_DB_WORKER", worker.user());
        variables.put("RAPPORT_DB_WORKER_PASSWORD", worker.password());
        return variables;
    }

    /**
     * Makes the group roles when they are absent.
     *
     * @param superuser a connection of the superuser to any database
     */
    public static void createGroups(Connection superuser) throws SQLException {
        createRole(superuser, "rapport_rest", "NOLOGIN");
        createRole(superuser, "rapport_worker", "NOLOGIN");
    }

    /**
     * Makes the database and its logins when they are absent and sets the passwords; safe to call again. {@link #grant}
     * completes it from within.
     *
     * @param superuser an auto-committing connection of the superuser to another database
     */
    public void create(Connection superuser) throws SQLException {
        createLogin(superuser, owner, "BYPASSRLS");
        createLogin(superuser, rest, "NOBYPASSRLS");
        createLogin(superuser, worker, "NOBYPASSRLS");
        try (Statement sql = superuser.createStatement()) {
            sql.execute("GRANT rapport_rest TO " + rest.user());
            sql.execute("GRANT rapport_worker TO " + worker.user());
            if (!exists(superuser, "SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
                sql.execute("CREATE DATABASE " + name + " OWNER " + owner.user());
            }
            sql.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
            sql.execute("GRANT CONNECT ON DATABASE " + name + " TO " + rest.user() + ", " + worker.user());
        }
    }

    /** Gives the schema to the owner and its use to the groups. @param superuser a connection to this very database */
    public void grant(Connection superuser) throws SQLException {
        try (Statement sql = superuser.createStatement()) {
            sql.execute("ALTER SCHEMA public OWNER TO " + owner.user());
            sql.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
            sql.execute("GRANT USAGE ON SCHEMA public TO rapport_rest, rapport_worker");
        }
    }

    private static void createLogin(Connection superuser, Login login, String attributes) throws SQLException {
        createRole(superuser, login.user(), "LOGIN");
        try (Statement sql = superuser.createStatement()) {
            sql.execute("ALTER ROLE " + login.user() + " LOGIN NOSUPERUSER " + attributes + " PASSWORD '"
                    + login.password().replace("'", "''") + "'");
        }
    }

    private static void createRole(Connection superuser, String role, String attributes) throws SQLException {
        if (!exists(superuser, "SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
            try (Statement sql = superuser.createStatement()) {
                sql.execute("CREATE ROLE " + role + " " + attributes);
            }
        }
    }

    private static boolean exists(Connection superuser, String query) throws SQLException {
        try (Statement sql = superuser.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            return rows.next();
        }
    }
}
