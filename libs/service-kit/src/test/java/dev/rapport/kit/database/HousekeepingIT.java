package dev.rapport.kit.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.kit.fixture.KitDatabase;
import dev.rapport.kit.fixture.Settings;
import dev.rapport.local.Servers;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** events.md: identities are kept 7 days; api.md: answers 24 hours. */
class HousekeepingIT {

    private final KitDatabase database = KitDatabase.fresh(Servers.shared(), "tidy");

    @Test
    void shouldRemoveWhatHasRunOutAndNothingElse() throws SQLException {
        database.execute("""
                INSERT INTO inbox_event
                SELECT gen_random_uuid(), timestamptz '2026-11-22T12:00:00Z' - n * interval '1 minute'
                  FROM generate_series(1, 20160) n
                """, """
                INSERT INTO idempotency_key
                SELECT 's1', 'k' || n, '', 201, NULL, '', timestamptz '2026-11-22T12:00:00Z' - n * interval '1 hour'
                  FROM generate_series(1, 48) n
                """);
        Clock noon = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
        try (var housekeeping = new Housekeeping(database.worker(), noon, Settings.inbox(), Settings.idempotency())) {

            assertThat(housekeeping.tidy()).isEqualTo(10_080 + 24);

            assertThat(housekeeping.tidy()).isZero();
        }
        assertThat(database.number("SELECT count(*) FROM inbox_event")).isEqualTo(10_080);
        assertThat(database.number("SELECT count(*) FROM idempotency_key")).isEqualTo(24);
    }
}
