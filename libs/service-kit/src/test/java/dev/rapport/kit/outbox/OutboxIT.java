package dev.rapport.kit.outbox;

import static dev.rapport.kit.fixture.Events.NOON;
import static dev.rapport.kit.fixture.Events.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.events.Buyer;
import dev.rapport.events.InboundEvent.BuyerMessageReceived;
import dev.rapport.events.Kind;
import dev.rapport.events.Topic;
import dev.rapport.kit.fixture.KitDatabase;
import dev.rapport.kit.tenancy.TransactionFailed;
import dev.rapport.local.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** architecture.md 5: what may be left in the outbox, and by whom. */
class OutboxIT {

    private final KitDatabase database = KitDatabase.fresh(Servers.shared(), "outbox");

    private void write(String seller, Fact... facts) {
        int written = database.transactions().write(seller, tx -> {
            database.outbox().append(tx, List.of(facts));
            return facts.length;
        });
        assertThat(written).isEqualTo(facts.length);
    }

    private long rows() {
        return database.number("SELECT count(*) FROM outbox");
    }

    @Test
    void shouldWriteNothingWhenOneOfTheFactsIsTooLarge() {
        var large = new BuyerMessageReceived(
                "s1", "c1", "m1", Kind.PRE_SALE, Buyer.of("b1"), "字".repeat(90_000), NOON, null, null);

        assertThatThrownBy(() -> write("s1", step("s1", "c1", 1), Fact.of(large, NOON, "aliexpress@2024-06", "m1")))
                .isInstanceOf(EventTooLarge.class)
                .hasMessageContaining("buyer-message.received");
        assertThat(rows()).isZero();
    }

    @Test
    void shouldTakeFactsOfItsOwnSellersOnlyWhenTheRestRoleWrites() {
        write("s1", step("s1", "c1", 1), step("s1", "c1", 2));

        assertThatThrownBy(() -> write("s1", step("s1", "c1", 3), step("s2", "c1", 1)))
                .isInstanceOfSatisfying(
                        TransactionFailed.class, e -> assertThat(e.passing()).isFalse())
                .hasRootCauseInstanceOf(SQLException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void shouldShowItsRowsToNobodyButTheWorker() throws SQLException {
        database.append(step("s1", "c1", 1));

        try (Connection rest = database.rest().getConnection();
                Connection worker = database.worker().getConnection()) {
            assertThatThrownBy(() -> rest.createStatement().executeQuery("SELECT * FROM outbox"))
                    .hasMessageContaining("permission denied");
            assertThat(worker.createStatement()
                            .executeQuery("SELECT * FROM outbox")
                            .next())
                    .isTrue();
        }
    }

    @Test
    void shouldRefuseOutsideATransactionAndOnATopicThatIsNotTheTypes() throws SQLException {
        try (Connection connection = database.worker().getConnection()) {
            assertThatThrownBy(() -> database.outbox().append(connection, List.of(step("s1", "c1", 1))))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> step("s1", "c1", 1).on(Topic.SCORES)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldBeginANewEpochWhenTheDatabaseFindsItselfOnAnotherServer() {
        long before = database.number("SELECT epoch FROM source_epoch");
        database.migrate();
        assertThat(database.number("SELECT epoch FROM source_epoch")).isEqualTo(before);

        database.execute("UPDATE source_epoch SET server = 'the one it was backed up from'");
        database.migrate();

        assertThat(database.number("SELECT epoch FROM source_epoch")).isGreaterThan(before);
    }
}
