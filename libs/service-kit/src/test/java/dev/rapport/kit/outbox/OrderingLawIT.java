package dev.rapport.kit.outbox;

import static dev.rapport.kit.fixture.Events.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.events.Decoded;
import dev.rapport.events.EventCodec;
import dev.rapport.events.MessageFact.ConversationEscalated;
import dev.rapport.events.Topic;
import dev.rapport.kit.fixture.KitDatabase;
import dev.rapport.kit.fixture.Topics;
import dev.rapport.kit.seller.SellerLocks;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.local.Servers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The ordering law (docs/adr/0004): requests that lock one conversation and batches that lock many sellers write at the same time, on
 * few rows and with random pauses between first write and commit; whoever reads the topic sees each conversation's versions in order.
 */
class OrderingLawIT {

    private static final int SELLERS = 4;
    private static final int CONVERSATIONS = 3;
    private static final int WRITERS = 6;
    private static final int WRITES = 120;

    private final Servers servers = Servers.shared();
    private final KitDatabase database = KitDatabase.fresh(servers, "law");
    private final SellerTransactions transactions = database.transactions();

    @Test
    void shouldShowEachConversationsVersionsInOrderWhenRequestsAndBatchesWriteAtOnce() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        servers.createTopics();
        database.execute(
                "CREATE TABLE conversation (seller_id text, id text, version int NOT NULL, PRIMARY KEY (seller_id, id))",
                "SELECT kit_protect('conversation')",
                """
                INSERT INTO conversation SELECT 's' || s, 'c' || c, 0
                  FROM generate_series(0, %d) s, generate_series(0, %d) c
                """.formatted(SELLERS - 1, CONVERSATIONS - 1));

        try (OutboxRelay relay = database.relay();
                var threads = Executors.newFixedThreadPool(WRITERS)) {
            relay.start();
            List<Callable<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                Random random = new Random(seed + writer);
                writers.add(writer % 3 == 0 ? () -> batches(random) : () -> requests(random));
            }
            finish(threads.invokeAll(writers));
            await().atMost(Duration.ofMinutes(3)).until(() -> database.number("SELECT count(*) FROM outbox") == 0);
        }

        Map<String, List<String>> seen = new TreeMap<>();
        for (var found : new Topics(servers.kafka()).of(Topic.MESSAGES, database.source())) {
            var decoded = (Decoded.Event)
                    new EventCodec().decode(Topic.MESSAGES, found.key(), found.headers(), found.value());
            var event = (ConversationEscalated) decoded.event();
            seen.computeIfAbsent(event.sellerId() + ' ' + event.conversationId(), k -> new ArrayList<>())
                    .add(event.step());
        }
        assertThat(seen).hasSize(SELLERS * CONVERSATIONS);
        seen.forEach((conversation, versions) -> assertThat(versions)
                .as("%s, seed %d", conversation, seed)
                .isEqualTo(IntStream.rangeClosed(1, versions.size())
                        .mapToObj(Integer::toString)
                        .toList()));
        assertThat(seen.values().stream().mapToLong(List::size).sum())
                .isEqualTo(database.number("SELECT sum(version) FROM conversation"));
    }

    private static void finish(List<Future<Void>> writers) throws InterruptedException {
        for (Future<Void> writer : writers) {
            try {
                var unused = writer.get();
            } catch (ExecutionException e) {
                throw new AssertionError("a writer failed", e.getCause());
            }
        }
    }

    /** What REST does: the seller's lock shared, the row, then the writes. */
    private Void requests(Random random) {
        for (int i = 0; i < WRITES; i++) {
            String seller = "s" + random.nextInt(SELLERS);
            String conversation = "c" + random.nextInt(CONVERSATIONS);
            int pause = random.nextInt(3);
            var unused = transactions.write(seller, tx -> {
                lockRow(tx, seller, conversation);
                return raise(tx, seller, conversation, pause);
            });
        }
        return null;
    }

    /** What a consumer does: the locks of all its sellers exclusively, then the writes. */
    private Void batches(Random random) throws SQLException {
        for (int i = 0; i < WRITES / 3; i++) {
            try (Connection tx = database.worker().getConnection()) {
                tx.setAutoCommit(false);
                List<String> sellers = random.ints(2, 0, SELLERS)
                        .distinct()
                        .mapToObj(s -> "s" + s)
                        .toList();
                SellerLocks.exclusive(tx, sellers);
                for (String seller : sellers) {
                    raise(tx, seller, "c" + random.nextInt(CONVERSATIONS), random.nextInt(3));
                }
                tx.commit();
            }
        }
        return null;
    }

    private static void lockRow(Connection tx, String seller, String conversation) throws SQLException {
        try (PreparedStatement lock =
                tx.prepareStatement("SELECT version FROM conversation WHERE seller_id = ? AND id = ? FOR UPDATE")) {
            lock.setString(1, seller);
            lock.setString(2, conversation);
            lock.executeQuery().close();
        }
    }

    private int raise(Connection tx, String seller, String conversation, int pauseMillis) throws SQLException {
        try (PreparedStatement raise = tx.prepareStatement("""
                UPDATE conversation SET version = version + 1 WHERE seller_id = ? AND id = ?
                RETURNING version, pg_sleep(?)
                """)) {
            raise.setString(1, seller);
            raise.setString(2, conversation);
            raise.setDouble(3, pauseMillis / 1000.0);
            try (var row = raise.executeQuery()) {
                row.next();
                int version = row.getInt(1);
                database.outbox().append(tx, List.of(step(seller, conversation, version)));
                return version;
            }
        }
    }
}
