package dev.rapport.care.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.care.intake.CareServers;
import dev.rapport.care.rule.application.CareRules;
import dev.rapport.care.rule.model.Audience;
import dev.rapport.care.rule.model.CareRule;
import dev.rapport.care.rule.model.Channel;
import dev.rapport.events.AccountType;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.kit.due.DueConfig;
import dev.rapport.kit.due.DueRows;
import dev.rapport.kit.due.DueWork;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.policy.CareTrigger;
import dev.rapport.policy.DefaultProfile;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * CARE-01: a million open parcels make the stalled check no slower. Parcels of 200 sellers with a rule are written straight into the table;
 * then, at ten thousand and at a million of them, 2,000 that have just been silent for five days are looked at by {@link DueRows}, as in
 * the service, round after round. Also how long a look takes that finds nothing.
 */
@QuarkusTest
@QuarkusTestResource(CareServers.class)
@TestProfile(CapLawIT.NobodyElseFires.class)
@Tag("bench")
class StalledBenchIT {
    private static final int SELLERS = 200;
    private static final int FEW = 10_000;
    private static final int MANY = 1_000_000;
    private static final int DUE = 2_000;
    private static final int ROUNDS = 9;
    private static final int LOOKS = 500;

    /** The look as {@link DueRows} makes it each tenth of a second. */
    private static final String LOOK =
            "SELECT EXISTS (SELECT FROM orders WHERE care_due_at <= now() - interval '1 hour')";

    private static final String OPEN = """
            INSERT INTO orders (seller_id, order_id, buyer_id, buyer_country, items, amount_currency, amount_value, placed_at, shipped_at,
                                carrier, tracking_number, moved_at, parcel_status, parcel_country, refunds, movements, known_since, care_due_at)
            SELECT 'bench-' || i %% %1$d, '%2$s-' || i, '%2$s-buyer-' || i, 'ES', '[]', 'EUR', 20, at - interval '2 days', at - interval '1 day',
                   'YT', 'YT' || i, at, 'IN_TRANSIT', 'ES', '[]',
                   jsonb_build_array(jsonb_build_object('at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                                                        'status', 'IN_TRANSIT', 'country', 'ES')),
                   at, at + interval '5 days'
              FROM (SELECT i, date_trunc('second', now() - %3$s) AS at FROM generate_series(%4$d, %5$d) AS i) AS parcels
            """;

    @Inject
    @DataSource("worker")
    AgroalDataSource worker;

    @Inject
    CareRules rules;

    @Inject
    SellerProfiles profiles;

    @Inject
    DueWork work;

    @Inject
    DueConfig config;

    @Inject
    Clock clock;

    @ConfigProperty(name = "RAPPORT_KAFKA")
    String kafka;

    @ConfigProperty(name = "RAPPORT_DB_URL")
    String database;

    @ConfigProperty(name = "RAPPORT_DB_OWNER")
    String owner;

    @ConfigProperty(name = "RAPPORT_DB_OWNER_PASSWORD")
    String ownerPassword;

    private int told;

    @Test
    void shouldTakeNoLongerAmongAMillionOpenParcels() throws SQLException {
        prepare();
        fill(0, FEW);
        double look = look();
        double check = check();
        // A second pass at the smaller size: how far two passes differ when nothing changed.
        double again = check();
        fill(FEW, MANY);
        double lookMany = look();
        double checkMany = check();
        String plan = plan();
        System.out.printf(
                Locale.ROOT,
                "[bench] stalled check of %d due parcels: %.0f ms and %.0f ms among %,d open ones, %.0f ms among %,d: %.2f times;"
                        + " a look that finds nothing: %.3f ms and %.3f ms: %.2f times%n%s%n",
                DUE,
                check,
                again,
                FEW,
                checkMany,
                MANY,
                checkMany / Math.max(check, again),
                look,
                lookMany,
                lookMany / look,
                plan);
        assertThat(plan).contains("orders_care_due").doesNotContain("Seq Scan on orders");
        assertThat(checkMany / Math.max(check, again)).isLessThanOrEqualTo(1.5);
        assertThat(lookMany / look).isLessThanOrEqualTo(1.5);
    }

    private void prepare() throws SQLException {
        Instant since = clock.instant().minus(Duration.ofDays(30));
        try (Connection tx = worker.getConnection()) {
            tx.setAutoCommit(false);
            for (int i = 0; i < SELLERS; i++) {
                String seller = "bench-" + i;
                SellerChanged usual = DefaultProfile.of(seller);
                profiles.apply(
                        tx,
                        new SellerChanged(
                                seller,
                                usual.marketplace(),
                                usual.pack(),
                                usual.zone(),
                                AccountType.ENTERPRISE,
                                true,
                                usual.fulfilment(),
                                usual.calendar(),
                                List.of()),
                        since);
                rules.keep(
                        tx,
                        new CareRule(
                                seller,
                                "stalled",
                                "stalled",
                                CareTrigger.STALLED,
                                Duration.ofDays(5),
                                Audience.ALL,
                                "Order {{order.id}} takes longer.",
                                Channel.IN_SITE,
                                null,
                                true,
                                since,
                                since,
                                1),
                        null);
            }
            tx.commit();
        }
    }

    /** Parcels whose five days of silence end some time within the next days. */
    private void fill(int from, int to) throws SQLException {
        long begin = System.nanoTime();
        for (int next = from; next < to; next += 100_000) {
            String age = "make_interval(secs => (i::bigint * 7919) % 400000)";
            execute(OPEN.formatted(SELLERS, "open", age, next, Math.min(next + 100_000, to) - 1));
        }
        // What autovacuum does within a minute; the table is the owner's.
        try (Connection connection = DriverManager.getConnection(database, owner, ownerPassword);
                Statement analyze = connection.createStatement()) {
            analyze.execute("ANALYZE orders");
        }
        System.out.printf("[bench] %d open parcels after %.1f s%n", to, (System.nanoTime() - begin) / 1e9);
    }

    /** Median of the rounds but for the first two, in milliseconds. */
    private double check() throws SQLException {
        List<Double> took = new ArrayList<>();
        DueWork orders = new DueWork(
                work.consumer(), work.passing(), List.of(work.tables().getFirst()));
        assertThat(orders.tables().getFirst().table()).isEqualTo("orders");
        for (int round = 0; round < ROUNDS; round++) {
            execute(OPEN.formatted(
                    SELLERS, "due" + told, "interval '5 days 10 seconds'", told * DUE, (told + 1) * DUE - 1));
            told++;
            long begin = System.nanoTime();
            try (DueRows rows = new DueRows(orders, kafka, worker, clock, new SimpleMeterRegistry(), config)) {
                rows.start();
                await().atMost(Duration.ofMinutes(2))
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> number("SELECT count(*) FROM orders WHERE care_due_at <= now()") == 0);
                if (round >= 2) {
                    took.add((System.nanoTime() - begin) / 1e6);
                }
            }
        }
        assertThat(number("SELECT count(*) FROM care_message WHERE seller_id LIKE 'bench-%'"))
                .as("each of them needs something")
                .isEqualTo((long) told * DUE);
        return median(took);
    }

    private double look() throws SQLException {
        List<Double> took = new ArrayList<>();
        try (Connection connection = worker.getConnection();
                PreparedStatement look = connection.prepareStatement(LOOK)) {
            for (int i = 0; i < LOOKS; i++) {
                long begin = System.nanoTime();
                look.executeQuery().close();
                took.add((System.nanoTime() - begin) / 1e6);
            }
        }
        return median(took);
    }

    private String plan() throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Connection connection = worker.getConnection();
                Statement statement = connection.createStatement()) {
            for (String query : List.of(LOOK, """
                    SELECT r.seller_id, r.care_due_at AS due, r.order_id FROM orders r
                      LEFT JOIN seller_arrival a ON a.seller_id = r.seller_id
                     WHERE r.care_due_at > now() - interval '1 hour' AND r.care_due_at <= now()
                     ORDER BY r.care_due_at LIMIT 500
                    """)) {
                try (ResultSet row = statement.executeQuery("EXPLAIN " + query)) {
                    while (row.next()) {
                        plan.append(row.getString(1)).append('\n');
                    }
                }
            }
        }
        return plan.toString();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private long number(String query) throws SQLException {
        try (Connection connection = worker.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = worker.getConnection();
                Statement insert = connection.createStatement()) {
            insert.executeUpdate(statement);
        }
    }
}
