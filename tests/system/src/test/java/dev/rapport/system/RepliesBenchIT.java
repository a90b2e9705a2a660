package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.system.suite.RawFeeder;
import dev.rapport.system.suite.RunningSuite;
import dev.rapport.system.suite.Settled;
import dev.rapport.system.world.Lines;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Replies through the gateway, each durable before its answer, beside a loop that only writes the same rows to the same server, as pgbench
 * would: the lock, the conversation read for update and updated, message, words, attempt, two facts, the remembered answer, one commit.
 */
@Tag("bench")
class RepliesBenchIT {

    private static final int SELLERS = 20;
    private static final int CONVERSATIONS = 100;
    private static final int[] CLIENTS = {1, 4, 8};
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration LASTS = Duration.ofSeconds(10);

    private final RunningSuite suite = RunningSuite.shared();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void shouldKeepHalfOfWhatTheDatabaseAloneCanDo() throws Exception {
        feed();
        replies(8, WARM_UP, 0);
        double best = 0;
        for (int clients : CLIENTS) {
            double[] millis = replies(clients, LASTS, 0);
            best = Math.max(best, millis.length / (double) LASTS.toSeconds());
            print("replies through the gateway, " + clients + " clients", millis);
        }
        double half = best / 2;
        double[] unhurried = replies(8, LASTS, half);
        print("replies at half of that, %.0f a second".formatted(half), unhurried);
        Settled.await(suite.launcher(), Duration.ofMinutes(5));
        double peer = 0;
        prepare();
        peer(8, Duration.ofSeconds(5));
        for (int clients : CLIENTS) {
            double[] millis = peer(clients, LASTS);
            peer = Math.max(peer, millis.length / (double) LASTS.toSeconds());
            print("the same rows by JDBC alone, " + clients + " clients", millis);
        }
        System.out.printf("[bench] ratio %.2f%n", best / peer);

        assertThat(at(unhurried, 99)).as("p99 in ms at half load").isLessThan(50);
        assertThat(best / peer).as("of the rows alone").isGreaterThan(0.5);
    }

    private void feed() {
        Lines lines = new Lines("/bench");
        Instant asked = Instant.now().minus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.SECONDS);
        List<String> events = new ArrayList<>();
        for (int c = 0; c < SELLERS * CONVERSATIONS; c++) {
            String id = "c" + c / SELLERS;
            events.add(lines.buyerMessage(
                    seller(c % SELLERS), id, "m-" + c, "AFTER_SALE", asked, "Where is parcel " + c + "?"));
        }
        try (RawFeeder feeder = new RawFeeder(suite.launcher().kafka())) {
            feeder.feed(events);
        }
        Settled.await(suite.launcher(), Duration.ofMinutes(5));
    }

    /** @param rate a second, by all of them; 0 for as fast as they can */
    private double[] replies(int clients, Duration lasts, double rate) throws Exception {
        Set<String> sellers =
                IntStream.range(0, SELLERS).mapToObj(RepliesBenchIT::seller).collect(Collectors.toSet());
        String token = suite.launcher().token("bench", sellers, Set.of("agent"));
        return together(clients, lasts, rate, n -> {
            Random random = new Random(n);
            return () -> reply(token, random);
        });
    }

    private void reply(String token, Random random) throws IOException, InterruptedException {
        String path = "/api/v1/sellers/%s/conversations/c%d/replies"
                .formatted(seller(random.nextInt(SELLERS)), random.nextInt(CONVERSATIONS));
        String text = "Dear buyer, your parcel %d of order %d has reached the depot in Madrid and comes next."
                .formatted(random.nextInt(1_000_000), random.nextInt(1_000_000));
        HttpRequest post = HttpRequest.newBuilder(URI.create(suite.launcher().gateway() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"" + text + "\"}"))
                .build();
        HttpResponse<String> answer = http.send(post, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    /** One client's work, once. */
    private interface Work {
        void once() throws Exception;
    }

    private interface Client {
        Work begin(int number) throws Exception;
    }

    /** Sorted times in ms. Where there is a rate, a time begins when it was due, however late the client was. */
    private static double[] together(int clients, Duration lasts, double rate, Client client) throws Exception {
        long begun = System.nanoTime();
        long end = begun + lasts.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Callable<double[]>> all = new ArrayList<>();
            for (int n = 0; n < clients; n++) {
                int number = n;
                long every = rate == 0 ? 0 : (long) (clients * 1e9 / rate);
                // Agents do not press send together.
                long first = begun + every * number / clients;
                all.add(() -> times(client.begin(number), first, end, every));
            }
            DoubleStream millis = DoubleStream.empty();
            for (Future<double[]> one : threads.invokeAll(all)) {
                millis = DoubleStream.concat(millis, Arrays.stream(one.get()));
            }
            return millis.sorted().toArray();
        }
    }

    private static double[] times(Work work, long first, long end, long every) throws Exception {
        List<Double> millis = new ArrayList<>();
        long due = first;
        while (System.nanoTime() < end) {
            while (every > 0 && System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long before = every > 0 ? due : System.nanoTime();
            work.once();
            millis.add((System.nanoTime() - before) / 1e6);
            due += every;
        }
        return millis.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void prepare() throws SQLException {
        try (Connection owner = suite.launcher().superuser("message");
                Statement make = owner.createStatement()) {
            make.execute("DROP SCHEMA IF EXISTS peer CASCADE; CREATE SCHEMA peer");
            for (String table : List.of(
                    "conversation", "message", "message_log", "delivery_attempt", "idempotency_key", "outbox")) {
                make.execute("CREATE TABLE peer.%1$s (LIKE public.%1$s INCLUDING ALL)".formatted(table));
            }
            make.execute(
                    "INSERT INTO peer.conversation SELECT * FROM public.conversation WHERE seller_id LIKE 'bench-%'");
            make.execute("CREATE TABLE peer.one_message AS SELECT * FROM message WHERE author = 'HUMAN' LIMIT 1");
            for (String table : List.of("message_log", "delivery_attempt")) {
                make.execute("CREATE TABLE peer.one_%1$s AS SELECT l.* FROM public.%1$s l JOIN peer.one_message"
                                .formatted(table)
                        + " USING (seller_id, conversation_id, message_id) LIMIT 1");
            }
            make.execute("CREATE TABLE peer.one_idempotency_key AS SELECT * FROM idempotency_key LIMIT 1");
            make.execute("ANALYZE");
        }
    }

    private double[] peer(int clients, Duration lasts) throws Exception {
        List<Connection> open = new ArrayList<>();
        try {
            for (int n = 0; n < clients; n++) {
                Connection tx = suite.launcher().superuser("message");
                tx.setAutoCommit(false);
                open.add(tx);
            }
            return together(clients, lasts, 0, n -> peer(open.get(n), new Random(n)));
        } finally {
            for (Connection tx : open) {
                tx.close();
            }
        }
    }

    private static Work peer(Connection tx, Random random) throws SQLException {
        PreparedStatement lock = tx.prepareStatement("SELECT pg_advisory_xact_lock_shared(hashtextextended(?, 0))");
        PreparedStatement read = tx.prepareStatement(
                "SELECT * FROM peer.conversation WHERE seller_id = ? AND conversation_id = ? FOR UPDATE");
        PreparedStatement update = tx.prepareStatement(
                "UPDATE peer.conversation SET version = version + 1, is_read = true, last_seller_at = clock_timestamp(),"
                        + " last_message_at = clock_timestamp() WHERE seller_id = ? AND conversation_id = ?");
        List<String> key = List.of("seller_id", "conversation_id", "message_id");
        PreparedStatement message =
                copying(tx, "message", List.of("seller_id", "conversation_id", "message_id", "dispatch_id"));
        PreparedStatement words = copying(tx, "message_log", key);
        PreparedStatement attempt = copying(tx, "delivery_attempt", key);
        PreparedStatement facts = tx.prepareStatement(
                "INSERT INTO peer.outbox (epoch, bucket, seller_id, topic, key, headers, value)"
                        + " SELECT 1, 1, ?, 'rapport.messages', '\\x00'::bytea,"
                        + " convert_to(repeat('h', 400), 'UTF8'), convert_to(repeat('v', 450), 'UTF8') FROM generate_series(1, 2)");
        PreparedStatement answer = copying(tx, "idempotency_key", List.of("seller_id", "key"));
        return () -> {
            String seller = seller(random.nextInt(SELLERS));
            String conversation = "c" + random.nextInt(CONVERSATIONS);
            String id = UUID.randomUUID().toString();
            set(lock, seller).executeQuery().close();
            set(read, seller, conversation).executeQuery().close();
            set(update, seller, conversation).executeUpdate();
            set(message, seller, conversation, id, id).executeUpdate();
            set(words, seller, conversation, id).executeUpdate();
            set(attempt, seller, conversation, id).executeUpdate();
            set(facts, seller).executeUpdate();
            set(answer, seller, id).executeUpdate();
            tx.commit();
        };
    }

    /** Writes a row like the one of ours that was put aside, but for these columns. */
    private static PreparedStatement copying(Connection tx, String table, List<String> given) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (var all = tx.getMetaData().getColumns(null, "peer", "one_" + table, null)) {
            while (all.next()) {
                columns.add(all.getString("COLUMN_NAME"));
            }
        }
        columns.removeAll(given);
        return tx.prepareStatement("INSERT INTO peer.%1$s (%2$s, %3$s) SELECT %4$s, %3$s FROM peer.one_%1$s"
                .formatted(
                        table,
                        String.join(", ", given),
                        String.join(", ", columns),
                        given.stream().map(_ -> "?").collect(Collectors.joining(", "))));
    }

    private static PreparedStatement set(PreparedStatement statement, String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
        return statement;
    }

    private static void print(String what, double[] millis) {
        System.out.printf(
                "[bench] %s: %.0f a second, p50 %.1f ms, p99 %.1f ms%n",
                what, millis.length / (double) LASTS.toSeconds(), at(millis, 50), at(millis, 99));
    }

    private static double at(double[] sorted, int percent) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) sorted.length * percent / 100)];
    }

    private static String seller(int number) {
        return "bench-" + number;
    }
}
