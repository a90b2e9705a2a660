package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.local.server.ServiceDatabase;
import dev.rapport.local.suite.Service;
import dev.rapport.system.suite.RestClient.Answer;
import dev.rapport.system.suite.RunningSuite;
import dev.rapport.system.world.Lines;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * architecture.md 3: SQL without any tenant filter, by the role that requests have, in the databases of the running services. Each table is
 * asked for everything, whatever it is called and whoever made it.
 */
class RowGuardIT {

    private static final String MINE = "guard-mine";
    private static final String THEIRS = "guard-theirs";
    private static final RunningSuite SUITE = RunningSuite.shared();

    /** What requests may read without a seller, since nothing in it is of one: an agent's filters are over all of its sellers. */
    private static final Set<String> OF_NO_SELLER = Set.of("source_epoch", "saved_filter");

    private static final String TABLES_WITH_SELLER = """
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND has_table_privilege(current_user, c.oid, 'SELECT')
               AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'seller_id' AND NOT a.attisdropped)
            """;
    private static final String TABLES_WITHOUT_SELLER = """
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm') AND has_table_privilege(current_user, c.oid, 'SELECT')
               AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'seller_id' AND NOT a.attisdropped)
            """;

    @BeforeAll
    static void twoStoresWithSomethingToHide() throws SQLException {
        for (String seller : List.of(MINE, THEIRS)) {
            Instant at = Instant.parse("2025-06-02T04:00:00Z");
            Lines lines = new Lines("/guard");
            String events = "["
                    + String.join(
                            ",",
                            lines.orderPlaced(seller, "o1", at),
                            lines.orderShipped(seller, "o1", at.plusSeconds(60)),
                            lines.orderDelivered(seller, "o1", at.plusSeconds(3_600)),
                            lines.buyerMessage(seller, "c1", "m1", "AFTER_SALE", at, "Where is my parcel?"),
                            lines.disputeOpened(seller, "d1", "o1", at.plusSeconds(7_200)),
                            lines.reviewPosted(seller, "r1", "o1", 1, at.plusSeconds(9_000)))
                    + "]";
            Answer taken = SUITE.gateway(Set.of(seller), Set.of("feeder"))
                    .send(
                            "POST",
                            "/api/v1/sellers/" + seller + "/inbound",
                            events,
                            "application/cloudevents-batch+json");
            assertThat(taken.status()).as(taken.text()).isEqualTo(200);
        }
        for (Service service : List.of(Service.MESSAGE, Service.REVIEW, Service.CARE, Service.SCORE)) {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> othersRows(service).values().stream().anyMatch(rows -> rows > 0));
        }
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void shouldReadNothingOfOthersWhateverIsAsked(Service service) throws SQLException {
        Map<String, Long> hidden = othersRows(service);
        try (Connection connection = asRequest(service)) {
            List<String> tables = names(connection, TABLES_WITH_SELLER);
            assertThat(tables).isNotEmpty();
            for (String table : tables) {
                connection.setAutoCommit(false);
                assertThat(sellersIn(connection, table))
                        .as("%s of %s without a seller", table, service)
                        .isEmpty();
                actFor(connection, MINE);
                assertThat(sellersIn(connection, table))
                        .as("%s of %s, where %s rows are others'", table, service, hidden.get(table))
                        .isSubsetOf(MINE);
                connection.rollback();
                assertThat(sellersIn(connection, table))
                        .as("%s of %s after the transaction that had one", table, service)
                        .isEmpty();
                connection.rollback();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void shouldTakeNothingFromOthers(Service service) throws SQLException {
        for (String table : othersRows(service).keySet()) {
            try (Connection connection = asRequest(service)) {
                connection.setAutoCommit(false);
                actFor(connection, MINE);
                long mine = count(connection, "SELECT count(*) FROM " + table);
                assertThat(deleted(connection, table))
                        .as("%s of %s", table, service)
                        .isLessThanOrEqualTo(mine);
                connection.rollback();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void shouldReadNothingElseThanWhatIsOfNoSeller(Service service) throws SQLException {
        try (Connection connection = asRequest(service)) {
            assertThat(names(connection, TABLES_WITHOUT_SELLER))
                    .as("tables of %s without a seller that requests may read", service)
                    .isSubsetOf(OF_NO_SELLER);
        }
    }

    /** Otherwise nothing above could have leaked. */
    @Test
    void shouldHaveHadSomethingToHide() throws SQLException {
        Set<String> hiding = new TreeSet<>();
        for (Service service : Service.values()) {
            othersRows(service).forEach((table, rows) -> {
                if (rows > 0) {
                    hiding.add(service + "." + table);
                }
            });
        }
        assertThat(hiding).hasSizeGreaterThanOrEqualTo(15);
    }

    /** How many rows each table that requests may read has of other sellers than ours. */
    private static Map<String, Long> othersRows(Service service) throws SQLException {
        List<String> tables;
        try (Connection connection = asRequest(service)) {
            tables = names(connection, TABLES_WITH_SELLER);
        }
        Map<String, Long> rows = new HashMap<>();
        try (Connection connection =
                SUITE.launcher().superuser(database(service).name())) {
            for (String table : tables) {
                rows.put(
                        table,
                        count(connection, "SELECT count(*) FROM " + table + " WHERE seller_id <> '" + MINE + "'"));
            }
        }
        return rows;
    }

    private static ServiceDatabase database(Service service) {
        return SUITE.launcher().database(service.database().orElseThrow());
    }

    private static Connection asRequest(Service service) throws SQLException {
        ServiceDatabase database = database(service);
        return DriverManager.getConnection(
                database.jdbcUrl(), database.rest().user(), database.rest().password());
    }

    private static void actFor(Connection connection, String seller) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT set_config('rapport.sellers', ?, true)")) {
            statement.setString(1, seller);
            statement.execute();
        }
    }

    private static List<String> sellersIn(Connection connection, String table) throws SQLException {
        return names(connection, "SELECT DISTINCT seller_id FROM " + table);
    }

    private static List<String> names(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    private static long count(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Rows that a deletion of everything would take; a role that may delete nothing takes none. */
    private static long deleted(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("DELETE FROM " + table);
        } catch (SQLException refused) {
            assertThat(refused.getMessage()).as(table).contains("permission denied");
            return 0;
        }
    }
}
