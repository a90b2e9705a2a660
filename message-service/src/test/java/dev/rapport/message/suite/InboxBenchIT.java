package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The first page of the inbox over HTTP at 100 thousand and at 1 million conversations of 1,000 sellers: the generator writes rows as the
 * service does (3 % wait, 7 % are handled, the others answered; 90 days), an ANALYZE follows, and one client asks for random sellers.
 */
@Tag("bench")
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class InboxBenchIT {

    private static final int SELLERS = 1_000;
    private static final int WARM_UP = 200;
    private static final int REQUESTS = 500;

    private static final String CONVERSATIONS = """
            INSERT INTO conversation (
                seller_id, conversation_id, kind, buyer_id, buyer_name, buyer_country, buyer_language, order_id, status, is_read, turn_id,
                turn_scene, turn_opened_at, turn_first_response_due_at, turn_answer_due_at, turn_unanswered_at, turn_responded_at,
                turn_responded_by, turn_answered_at, turn_handled, turn_read_at, turn_house_due_at, triage, triage_reasons, last_buyer_at,
                last_seller_at, last_message_at, binding_due_at, next_mark_at, version, at_stake)
            SELECT 'bench-' || to_char(i % ?, 'FM0000'), 'c' || to_char(i, 'FM00000000'),
                   (ARRAY['PRE_SALE', 'ORDER_NOTE', 'AFTER_SALE'])[1 + i % 3], 'b' || i / 3, 'Buyer ' || i / 3, 'ES', 'es', 'o' || i,
                   CASE WHEN waits THEN 'UNREAD' WHEN dice < 0.10 THEN 'HANDLED' ELSE 'REPLIED' END, false, 't' || i, 'SHIPPING', opened,
                   opened + interval '2 hours', opened + interval '24 hours', opened + interval '24 hours',
                   CASE WHEN waits THEN NULL ELSE opened + interval '5 minutes' END, CASE WHEN waits THEN NULL ELSE 'HUMAN' END,
                   CASE WHEN waits THEN NULL ELSE opened + interval '5 minutes' END, NOT waits AND dice < 0.10, opened,
                   opened + interval '1 hour', 'LOW_LOW', '', opened, CASE WHEN waits THEN NULL ELSE opened + interval '5 minutes' END,
                   opened + CASE WHEN waits THEN interval '0' ELSE interval '5 minutes' END,
                   CASE WHEN waits THEN opened + interval '1 hour' ELSE 'infinity' END, NULL, 2, CASE WHEN waits THEN 3 ELSE 0 END
              FROM (SELECT i, dice, dice < 0.03 AS waits,
                           now() - CASE WHEN dice < 0.03 THEN random() * interval '12 hours' ELSE random() * interval '90 days' END AS opened
                      FROM (SELECT i, random() AS dice FROM generate_series(?, ?) i) d) g
            """;

    private static final String PRICES = """
            INSERT INTO price_of_miss (seller_id, answer, on_time, consult, follow_up, as_of)
            SELECT 'bench-' || to_char(i, 'FM0000'), random(), random() / 2, 0, 0, now() FROM generate_series(0, ?) i
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Random random = new Random(7);

    @Test
    void shouldCostWhatItShowsAndNotWhatThereIs() throws SQLException, IOException, InterruptedException {
        generate(0, 99_999);
        measure("100 k, while compilers are at work");
        Map<String, double[]> small = measure("100 k");
        generate(100_000, 999_999);
        Map<String, double[]> large = measure("1 M");

        large.forEach((what, millis) -> {
            assertThat(at(millis, 99)).as("p99 in ms of " + what).isLessThan(20);
            assertThat(at(millis, 50) / at(small.getOrDefault(what, millis), 50))
                    .as("times the cost at 100 k, of " + what)
                    .isLessThan(1.5);
        });
    }

    private static void generate(int from, int to) throws SQLException {
        long begin = System.nanoTime();
        try (Connection owner = owner()) {
            try (var seed = owner.createStatement()) {
                seed.execute("SELECT setseed(0.42)");
            }
            for (int first = from; first <= to; first += 100_000) {
                try (PreparedStatement insert = owner.prepareStatement(CONVERSATIONS)) {
                    insert.setInt(1, SELLERS);
                    insert.setInt(2, first);
                    insert.setInt(3, Math.min(to, first + 99_999));
                    insert.executeUpdate();
                }
            }
            if (from == 0) {
                try (PreparedStatement insert = owner.prepareStatement(PRICES)) {
                    insert.setInt(1, SELLERS - 1);
                    insert.executeUpdate();
                }
            }
            try (var settle = owner.createStatement()) {
                settle.execute("VACUUM ANALYZE conversation");
                settle.execute("ANALYZE price_of_miss");
            }
        }
        System.out.printf("[bench] generated up to %,d in %.1f s%n", to + 1, (System.nanoTime() - begin) / 1e9);
    }

    private Map<String, double[]> measure(String size) throws IOException, InterruptedException {
        String operator = Tokens.of("op", Set.of("*"), "viewer");
        String twenty = Tokens.of(
                "ana", IntStream.range(0, 20).mapToObj(i -> seller(i * 37)).collect(Collectors.toSet()), "viewer");
        var asked = new LinkedHashMap<String, double[]>();
        for (String sort : new String[] {"recent", "due", "risk"}) {
            asked.put("one seller, " + sort, times(operator, true, "?sort=" + sort));
            asked.put("20 sellers, " + sort, times(twenty, false, "?sort=" + sort));
        }
        asked.put("one seller, unread, recent", times(operator, true, "?status=UNREAD"));
        asked.put("20 sellers, unread, due", times(twenty, false, "?status=UNREAD&sort=due"));
        print(size, asked);
        print(size, Map.of("the rows of one seller by JDBC alone, recent", bare()));
        if (size.contains(",")) {
            return asked;
        }
        // Shown, not demanded: an operator's page looks up the first of every seller there is.
        var all = new LinkedHashMap<String, double[]>();
        for (String sort : new String[] {"recent", "due", "risk"}) {
            all.put("1,000 sellers, " + sort, times(operator, false, "?sort=" + sort));
        }
        print(size, all);
        return asked;
    }

    /** What the database alone takes for the same page: one client on one connection, the statement prepared. */
    private double[] bare() {
        double[] millis = new double[REQUESTS];
        try (Connection owner = owner();
                PreparedStatement query = owner.prepareStatement("SELECT * FROM conversation WHERE seller_id = ?"
                        + " ORDER BY last_message_at DESC, conversation_id DESC LIMIT 51")) {
            for (int i = -WARM_UP; i < REQUESTS; i++) {
                long before = System.nanoTime();
                query.setString(1, seller(random.nextInt(SELLERS)));
                try (var rows = query.executeQuery()) {
                    int columns = rows.getMetaData().getColumnCount();
                    while (rows.next()) {
                        for (int c = 1; c <= columns; c++) {
                            rows.getString(c);
                        }
                    }
                }
                if (i >= 0) {
                    millis[i] = (System.nanoTime() - before) / 1e6;
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Arrays.sort(millis);
        return millis;
    }

    private static void print(String size, Map<String, double[]> measured) {
        measured.forEach((what, millis) -> System.out.printf(
                "[bench] %s, %s: p50 %.1f ms, p99 %.1f ms%n", size, what, at(millis, 50), at(millis, 99)));
    }

    private double[] times(String token, boolean ofSeller, String query) throws IOException, InterruptedException {
        double[] millis = new double[REQUESTS];
        for (int i = -WARM_UP; i < REQUESTS; i++) {
            String path = ofSeller
                    ? "/api/v1/sellers/" + seller(random.nextInt(SELLERS)) + "/conversations"
                    : "/api/v1/conversations";
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path + query))
                    .header("Authorization", "Bearer " + token)
                    .build();
            long before = System.nanoTime();
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (i >= 0) {
                millis[i] = (System.nanoTime() - before) / 1e6;
            }
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).hasSizeGreaterThan(20);
        }
        Arrays.sort(millis);
        return millis;
    }

    private static String seller(int number) {
        return "bench-%04d".formatted(number);
    }

    private static double at(double[] sorted, int percent) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) sorted.length * percent / 100)];
    }

    private static Connection owner() throws SQLException {
        var config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("RAPPORT_DB_URL", String.class),
                config.getValue("RAPPORT_DB_OWNER", String.class),
                config.getValue("RAPPORT_DB_OWNER_PASSWORD", String.class));
    }
}
