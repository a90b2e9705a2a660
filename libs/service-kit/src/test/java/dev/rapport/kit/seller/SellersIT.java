package dev.rapport.kit.seller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.kit.fixture.KitDatabase;
import dev.rapport.local.Servers;
import dev.rapport.policy.DefaultProfile;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The locks that order writes about a seller, and the copy of its profile. */
class SellersIT {

    private final KitDatabase database = KitDatabase.fresh(Servers.shared(), "sellers");
    private final SellerProfiles profiles = new SellerProfiles();

    private Connection transaction() throws SQLException {
        Connection tx = database.worker().getConnection();
        tx.setAutoCommit(false);
        return tx;
    }

    private long waiting() {
        return database.number("SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
                + "WHERE d.datname = current_database() AND locktype = 'advisory' AND NOT granted");
    }

    @Test
    void shouldHoldUpRequestsOfABatchsSellersOnlyAndUntilItCommits() throws Exception {
        try (Connection batch = transaction();
                Connection same = transaction();
                Connection other = transaction()) {
            SellerLocks.exclusive(batch, List.of("s2", "s1", "s1"));
            SellerLocks.shared(other, "s3");
            var request = CompletableFuture.runAsync(() -> {
                try {
                    SellerLocks.shared(same, "s1");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            Awaitility.await().until(() -> waiting() == 1);
            assertThat(request).isNotDone();

            batch.commit();

            request.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldLetRequestsOfOneSellerGoSideBySide() throws SQLException {
        try (Connection one = transaction();
                Connection two = transaction()) {
            SellerLocks.shared(one, "s1");
            SellerLocks.shared(two, "s1");
            assertThat(waiting()).isZero();
        }
    }

    @Test
    void shouldTakeLocksInOneOrderSoThatBatchesDoNotDeadlock() throws Exception {
        for (int round = 0; round < 20; round++) {
            try (Connection one = transaction();
                    Connection two = transaction()) {
                var first = CompletableFuture.runAsync(() -> lockAndCommit(one, List.of("s1", "s2", "s3")));
                var second = CompletableFuture.runAsync(() -> lockAndCommit(two, List.of("s3", "s2", "s1")));
                CompletableFuture.allOf(first, second).get(10, TimeUnit.SECONDS);
            }
        }
    }

    private static void lockAndCommit(Connection tx, List<String> sellers) {
        try {
            SellerLocks.exclusive(tx, sellers);
            tx.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldKnowTheYoungestProfileAndTheDefaultOfAStranger() throws SQLException {
        SellerChanged base = DefaultProfile.of("s1");
        SellerChanged young = withPack(base, "amazon");
        try (Connection tx = transaction()) {
            assertThat(profiles.get(tx, "s1")).isEqualTo(base);
            profiles.apply(tx, young, Instant.parse("2026-11-22T12:00:00Z"));
            profiles.apply(tx, base, Instant.parse("2026-11-22T11:00:00Z"));
            assertThat(profiles.get(tx, "s1")).isEqualTo(young);
            assertThat(profiles.get(tx, List.of("s1", "s2")))
                    .containsEntry("s1", young)
                    .containsEntry("s2", DefaultProfile.of("s2"));
            tx.commit();
        }
        SellerChanged own = database.transactions().read("s1", tx -> profiles.get(tx, "s1"));
        SellerChanged ofAnother = database.transactions().read("s2", tx -> profiles.get(tx, "s1"));
        assertThat(own).isEqualTo(young);
        assertThat(ofAnother).as("hidden by row-level security").isEqualTo(base);
    }

    private static SellerChanged withPack(SellerChanged of, String pack) {
        return new SellerChanged(
                of.sellerId(),
                of.marketplace(),
                pack,
                of.zone(),
                of.accountType(),
                of.verified(),
                of.fulfilment(),
                of.calendar(),
                List.of("zh-CN", "es"));
    }
}
