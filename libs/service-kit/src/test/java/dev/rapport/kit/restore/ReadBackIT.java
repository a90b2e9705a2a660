package dev.rapport.kit.restore;

import static dev.rapport.kit.fixture.Events.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.events.Topic;
import dev.rapport.kit.fixture.KitDatabase;
import dev.rapport.kit.fixture.Topics;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.outbox.OutboxRelay;
import dev.rapport.local.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** architecture.md 6: a restored database reads its own topics past its backup before it writes. */
class ReadBackIT {

    private static final Servers SERVERS = Servers.shared();
    private static final Topics TOPICS = new Topics(SERVERS.kafka());

    private final KitDatabase lost = KitDatabase.fresh(SERVERS, "lost");

    @BeforeAll
    static void createTopics() {
        SERVERS.createTopics();
    }

    @Test
    void shouldTellOnceWhatIsDerivedTwiceAndNameWhatIsNot() throws SQLException {
        lost.append(step("s1", "c1", 1), step("s2", "c2", 1));
        long backup = lost.number("SELECT pg_snapshot_xmax(pg_current_snapshot())::text");
        lost.append(step("s1", "c1", 2));
        lost.append(step("s2", "c2", 2));
        carry(lost, 4);

        KitDatabase restored = restoredTo(backup);
        readBack(restored);

        assertThat(restored.texts("SELECT subject || ' of ' || seller_id FROM told_fact WHERE certain ORDER BY 1"))
                .as("what was told after the backup")
                .containsExactly("c1 of s1", "c2 of s2");
        append(restored, step("s1", "c1", 2), step("s1", "c1", 3));

        assertThat(restored.number("SELECT count(*) FROM outbox")).isEqualTo(1);
        assertThat(restored.texts("SELECT seller_id FROM told_fact WHERE certain AND derived_at IS NULL"))
                .containsExactly("s2");
        assertThat(restored.texts("SELECT read_back FROM source_epoch")).containsExactly("t");
    }

    @Test
    void shouldShowARequestTheToldFactsOfItsOwnSellersOnly() throws SQLException {
        long backup = lost.number("SELECT pg_snapshot_xmax(pg_current_snapshot())::text");
        lost.append(step("s1", "c1", 1), step("s2", "c2", 1));
        carry(lost, 2);
        KitDatabase restored = restoredTo(backup);
        readBack(restored);

        restored.transactions().write("s1", tx -> {
            new Outbox(lost.source()).append(tx, List.of(step("s1", "c1", 1)));
            return true;
        });

        assertThat(restored.number("SELECT count(*) FROM outbox")).isZero();
        assertThat(restored.texts("SELECT seller_id FROM told_fact WHERE derived_at IS NULL"))
                .containsExactly("s2");
    }

    @Test
    void shouldReadNothingWhenTheDatabaseWasNeverPutBack() throws SQLException {
        lost.append(step("s1", "c1", 1));
        carry(lost, 1);

        readBack(lost);

        assertThat(lost.number("SELECT count(*) FROM told_fact")).isZero();
    }

    /** A database that stands for the lost one as it was before a transaction, in an epoch of its own as after any restore. */
    private KitDatabase restoredTo(long firstTransaction) {
        KitDatabase restored = KitDatabase.fresh(SERVERS, "restored");
        long epoch = lost.number("SELECT epoch FROM source_epoch");
        restored.execute("UPDATE source_epoch SET epoch = " + (epoch + 5) + ", epoch_before = " + epoch
                + ", first_tx = '" + firstTransaction + "', read_back = false");
        return restored;
    }

    private void readBack(KitDatabase database) {
        new ReadBack(lost.source(), List.of(Topic.MESSAGES), SERVERS.kafka(), database.worker()).run(() -> true);
    }

    private void append(KitDatabase database, Fact... facts) throws SQLException {
        try (Connection tx = database.worker().getConnection()) {
            tx.setAutoCommit(false);
            new Outbox(lost.source()).append(tx, List.of(facts));
            tx.commit();
        }
    }

    private static void carry(KitDatabase database, int facts) {
        try (OutboxRelay relay = database.relay()) {
            relay.start();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> TOPICS.of(Topic.MESSAGES, database.source()).size() >= facts);
        }
    }
}
