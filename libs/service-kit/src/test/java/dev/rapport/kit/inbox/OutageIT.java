package dev.rapport.kit.inbox;

import static dev.rapport.kit.fixture.Events.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.events.Topic;
import dev.rapport.kit.fixture.KitDatabase;
import dev.rapport.kit.fixture.Settings;
import dev.rapport.kit.fixture.Topics;
import dev.rapport.kit.outbox.OutboxRelay;
import dev.rapport.local.Servers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** architecture.md 5 and 6: with broker and database killed in the midst of it, every fact has its effect once and in order. */
class OutageIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Test
    void shouldLoseDoubleAndTurnRoundNothingWhenBrokerAndDatabaseAreKilled() throws SQLException {
        try (Servers servers = Servers.embedded(folder)) {
            servers.createTopics();
            KitDatabase database = KitDatabase.fresh(servers, "outage");
            try (Ledger ledger = new Ledger(database);
                    OutboxRelay relay = database.relay()) {
                InboxConsumer consumer = ledger.start(Settings.inbox());
                relay.start();
                append(database, 1, 200);
                await().atMost(PATIENCE).until(() -> ledger.lines() >= 100);

                servers.broker().kill();
                append(database, 201, 400);
                assertThat(database.number("SELECT count(*) FROM outbox")).isPositive();
                servers.broker().start();
                await().atMost(PATIENCE).until(() -> ledger.lines() >= 300);

                append(database, 401, 600);
                servers.postgres().kill();
                servers.postgres().start();
                append(database, 601, 700);

                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(ledger.of("s1")).isEqualTo(steps(700)));
                await().atMost(PATIENCE).until(() -> database.number("SELECT count(*) FROM outbox") == 0);
                assertThat(consumer.ready()).isTrue();
                assertThat(new Topics(servers.kafka()).read(Topic.DEAD_LETTERS, r -> true))
                        .isEmpty();
            }
        }
    }

    private static List<String> steps(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(i -> "c " + i).toList();
    }

    private static void append(KitDatabase database, int from, int to) throws SQLException {
        for (int i = from; i <= to; i++) {
            database.append(step("s1", "c", i));
        }
    }
}
