package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.kit.seller.SellerLocks;
import dev.rapport.kit.transaction.WorkerTransaction;
import dev.rapport.message.sql.Columns;
import dev.rapport.message.sql.Rows;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes conversations found that are older than the words they are found by: a few at a time beside all other work, by any number of
 * processes, until none is left. A crash loses nothing: a conversation is left on the list until its words are there.
 */
@Singleton
final class OlderWords {

    private static final Logger LOG = Logger.getLogger(OlderWords.class);
    private static final int AT_ONCE = 20;
    private static final Duration BREATH = Duration.ofMillis(20);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);

    private static final String NEXT =
            "SELECT w.seller_id, w.conversation_id FROM words_to_come w ORDER BY w.seller_id, w.conversation_id LIMIT ?";

    private static final String CLAIM = """
            DELETE FROM words_to_come w USING unnest(?, ?) AS n (seller_id, conversation_id)
             WHERE w.seller_id = n.seller_id AND w.conversation_id = n.conversation_id
            RETURNING w.seller_id, w.conversation_id
            """;

    private static final String TEXTS = """
            SELECT m.seller_id, m.conversation_id, m.message_id, m.text, c.order_id, c.buyer_name
              FROM unnest(?, ?) AS n (seller_id, conversation_id)
              JOIN conversation c USING (seller_id, conversation_id)
              JOIN message m USING (seller_id, conversation_id)
            """;

    private static final String FILL = """
            WITH w AS (
              SELECT seller_id, conversation_id, message_id, replace(words, '~', search_mark(seller_id))::tsvector AS words
                FROM unnest(?, ?, ?, ?) AS t (seller_id, conversation_id, message_id, words)),
            known AS (
              UPDATE message_log l SET words = w.words FROM w
               WHERE l.seller_id = w.seller_id AND l.conversation_id = w.conversation_id AND l.message_id = w.message_id
              RETURNING l.seller_id, l.conversation_id, l.message_id)
            INSERT INTO message_log (seller_id, conversation_id, message_id, version, words)
            SELECT w.seller_id, w.conversation_id, w.message_id, 0, w.words FROM w
             WHERE NOT EXISTS (SELECT FROM known k
                                WHERE k.seller_id = w.seller_id AND k.conversation_id = w.conversation_id AND k.message_id = w.message_id)
            """;

    private final javax.sql.DataSource worker;
    private volatile boolean running = true;
    private volatile @Nullable Thread thread;

    OlderWords(@DataSource("worker") AgroalDataSource worker) {
        this.worker = worker;
    }

    private record Key(String sellerId, String conversationId) {}

    private record Said(
            Key thread, String messageId, @Nullable String words) {}

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("older-words").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        Thread started = thread;
        if (started != null) {
            LockSupport.unpark(started);
            started.join();
        }
    }

    private void run() {
        boolean more = true;
        while (running && more) {
            try {
                more = step();
                LockSupport.parkNanos(BREATH.toNanos());
            } catch (SQLException | RuntimeException | Error e) {
                LOG.warnf("What is older is not found yet: %s.", e);
                LockSupport.parkNanos(AFTER_A_FAILURE.toNanos());
            }
        }
    }

    /** Whether there may be more. */
    boolean step() throws SQLException {
        return WorkerTransaction.run(worker, tx -> {
            List<Key> next = threads(tx);
            if (next.isEmpty()) {
                return false;
            }
            Set<String> sellers = new TreeSet<>();
            next.forEach(one -> sellers.add(one.sellerId()));
            // MSG-18: no erasure comes between a text that was read and its words.
            SellerLocks.exclusive(tx, sellers);
            List<Key> claimed = claim(tx, next);
            if (!claimed.isEmpty()) {
                fill(tx, said(tx, claimed));
            }
            return true;
        });
    }

    private static List<Key> threads(Connection tx) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(NEXT)) {
            query.setInt(1, AT_ONCE);
            return Rows.all(query, row -> new Key(row.getString("seller_id"), row.getString("conversation_id")));
        }
    }

    private static List<Key> claim(Connection tx, List<Key> next) throws SQLException {
        try (var delete = new Columns<>(tx, CLAIM, next)) {
            delete.text(Key::sellerId).text(Key::conversationId);
            return delete.all(row -> new Key(row.getString("seller_id"), row.getString("conversation_id")));
        }
    }

    private static List<Said> said(Connection tx, List<Key> threads) throws SQLException {
        try (var query = new Columns<>(tx, TEXTS, threads)) {
            query.text(Key::sellerId).text(Key::conversationId);
            return query.all(row -> new Said(
                    new Key(row.getString("seller_id"), row.getString("conversation_id")),
                    row.getString("message_id"),
                    FoundBy.of(row.getString("text"), row.getString("order_id"), row.getString("buyer_name"))));
        }
    }

    private static void fill(Connection tx, List<Said> said) throws SQLException {
        try (var statement = new Columns<>(tx, FILL, said)) {
            statement
                    .text(one -> one.thread().sellerId())
                    .text(one -> one.thread().conversationId())
                    .text(Said::messageId)
                    .text(Said::words);
            statement.update();
        }
    }
}
