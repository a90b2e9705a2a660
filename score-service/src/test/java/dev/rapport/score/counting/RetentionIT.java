package dev.rapport.score.counting;

import static dev.rapport.score.Caller.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.rapport.score.Feeder;
import dev.rapport.score.ScoreServiceServers;
import dev.rapport.score.engine.Facts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What has run out goes month by month, and what has not stays. */
@QuarkusTest
@WithTestResource(value = ScoreServiceServers.class, scope = TestResourceScope.GLOBAL)
class RetentionIT {
    private static final Instant OLD = Instant.parse("2019-03-10T10:00:00Z");
    /** No other test counts anything before. */
    private static final Instant LIMIT = Instant.parse("2019-06-15T00:00:00Z");

    @Inject
    @DataSource("worker")
    AgroalDataSource worker;

    private record Kept(Optional<Duration> counters, Duration evidence, Duration every) implements RetentionConfig {}

    @Test
    void shouldDropWholeMonthsOfCountersAndEvidenceOnly() throws Exception {
        Instant now = Instant.now();
        Instant june = Instant.parse("2019-06-02T10:00:00Z");
        Facts facts = new Facts("ret");
        try (Feeder feeder = new Feeder()) {
            feeder.binary(facts.order("ret-1", OLD));
            feeder.binary(facts.dispute("ret-d", OLD));
            feeder.binary(facts.order("ret-2", june));
            feeder.binary(facts.order("ret-3", now.minus(Duration.ofDays(3))));
        }
        await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> orders(now, 1));
        orders(OLD.plus(Duration.ofDays(1)), 1);
        assertThat(present("day_counters_2019_03")).isTrue();
        assertThat(present("evidence_2019_03")).isTrue();

        Duration age = Duration.between(LIMIT, now);
        Retention retention = new Retention(worker, new Kept(Optional.of(age), age, age), Clock.systemUTC());
        assertThat(retention.drop(now)).isGreaterThanOrEqualTo(2);

        assertThat(present("day_counters_2019_03")).isFalse();
        assertThat(present("evidence_2019_03")).isFalse();
        // June is not over at the limit: its first days stay with the rest.
        assertThat(present("day_counters_2019_06")).isTrue();
        orders(OLD.plus(Duration.ofDays(1)), 0);
        orders(june.plus(Duration.ofDays(1)), 1);
        orders(now, 1);
        assertThat(countedOnce()).isEqualTo(2);
        assertThat(retention.drop(now)).isZero();
    }

    /** A batch that has made sure of a month writes into it, whatever has run out meanwhile. */
    @Test
    void shouldNotDropAMonthUnderABatchThatWritesIntoIt() throws Exception {
        Instant now = Instant.now();
        Duration age = Duration.between(LIMIT, now);
        Retention retention = new Retention(worker, new Kept(Optional.of(age), age, age), Clock.systemUTC());
        try (Connection batch = worker.getConnection();
                Statement sql = batch.createStatement()) {
            batch.setAutoCommit(false);
            for (int i = 0; i < 2; i++) {
                // Once to make the months, and once more to find them there.
                sql.execute("SELECT evidence_make_months(ARRAY[date '2018-02-01'])");
                sql.execute("SELECT day_counters_make_months(ARRAY[date '2018-02-03' - date '1970-01-01'])");
                if (i == 0) {
                    batch.commit();
                }
            }
            assertThatThrownBy(() -> retention.drop(now))
                    .isInstanceOf(SQLException.class)
                    .extracting(refused -> ((SQLException) refused).getSQLState())
                    .isEqualTo("55P03");
            sql.execute("INSERT INTO evidence (seller_id, kind, at, ref) VALUES ('ret', 1, '2018-02-03T00:00Z', 't')");
            batch.commit();
            batch.setAutoCommit(true);
        }
        assertThat(retention.drop(now)).isGreaterThanOrEqualTo(2);
        assertThat(present("evidence_2018_02")).isFalse();
    }

    @Test
    void shouldRefuseToKeepLessThanStandingAndWindowsNeed() {
        Kept tooShort = new Kept(Optional.of(Duration.ofDays(489)), Duration.ofDays(490), Duration.ofHours(6));
        assertThatThrownBy(() -> new Retention(worker, tooShort, Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("490");
    }

    private static void orders(Instant asOf, int expected) {
        as("viewer", "ret")
                .queryParam("asOf", asOf.toString())
                .get("/api/v1/sellers/ret/score")
                .then()
                .statusCode(200)
                .body(
                        "counters.orders_placed",
                        expected == 0
                                ? org.hamcrest.Matchers.anyOf(equalTo(0), org.hamcrest.Matchers.nullValue())
                                : equalTo(expected));
    }

    private boolean present(String table) throws SQLException {
        try (Connection connection = worker.getConnection();
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("SELECT to_regclass('" + table + "') IS NOT NULL")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private long countedOnce() throws SQLException {
        try (Connection connection = worker.getConnection();
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("SELECT count(*) FROM counted_once WHERE seller_id = 'ret'")) {
            row.next();
            return row.getLong(1);
        }
    }
}
