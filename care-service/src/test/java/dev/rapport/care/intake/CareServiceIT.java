package dev.rapport.care.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.care.order.model.ReportsOfOneOrder;
import dev.rapport.events.InboundEvent;
import dev.rapport.events.InboundEvent.DisputeClosed;
import dev.rapport.events.InboundEvent.DisputeOpened;
import dev.rapport.events.InboundEvent.OrderCancelled;
import dev.rapport.events.InboundEvent.OrderDelivered;
import dev.rapport.events.InboundEvent.OrderShipped;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.ScoreEvent.ScoreChanged;
import dev.rapport.events.ScoreStatus;
import dev.rapport.events.Standing;
import dev.rapport.policy.DefaultProfile;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is told on the topics ends up in the tables, whatever the order and repetition. */
@QuarkusTest
@QuarkusTestResource(CareServers.class)
class CareServiceIT {
    private static final Instant NOON = Instant.parse("2025-06-02T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Inject
    @ConfigProperty(name = "RAPPORT_KAFKA")
    String kafka;

    @Inject
    @ConfigProperty(name = "RAPPORT_DB_URL")
    String database;

    @Inject
    @ConfigProperty(name = "RAPPORT_DB_WORKER")
    String user;

    @Inject
    @ConfigProperty(name = "RAPPORT_DB_WORKER_PASSWORD")
    String password;

    @Test
    void shouldKeepTheSameOrdersWhateverTheOrderAndRepetitionOnTheTopic() throws SQLException {
        List<InboundEvent> disordered = reports("store-b", 11);
        disordered.addAll(disordered.subList(0, 100));
        Collections.shuffle(disordered, new Random(12));

        try (Marketplace marketplace = new Marketplace(kafka)) {
            marketplace.tell("in-order-", reports("store-a", 11));
            marketplace.tell("end-a-", List.of(new OrderCancelled("store-a", "the-end", NOON)));
            awaitOrder("store-a", "the-end");
            marketplace.tell("disordered-", disordered);
            marketplace.tell("end-b-", List.of(new OrderCancelled("store-b", "the-end", NOON)));
            awaitOrder("store-b", "the-end");
        }

        String rows =
                "SELECT to_jsonb(o) - 'seller_id' - 'known_since' FROM orders o WHERE seller_id = '%s' ORDER BY order_id";
        assertThat(texts(rows.formatted("store-a"))).hasSize(61).isEqualTo(texts(rows.formatted("store-b")));
    }

    private static List<InboundEvent> reports(String seller, long seed) {
        Random random = new Random(seed);
        List<InboundEvent> reports = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            reports.addAll(ReportsOfOneOrder.told(seller, "order-%02d".formatted(i), random));
        }
        return reports;
    }

    /** CARE-05: an order's delivery counts from when it is known, though its shipment is told later. */
    @Test
    void shouldJoinADeliveryThatCameBeforeItsShipment() throws SQLException {
        try (Marketplace marketplace = new Marketplace(kafka)) {
            marketplace.tell(
                    "early-",
                    List.of(
                            new OrderDelivered("store-c", "o1", NOON.plusSeconds(60), "M. Díaz", null),
                            new DisputeClosed("store-c", "d1", "refunded", NOON.plusSeconds(90))));
            awaitOrder("store-c", "o1");
            marketplace.tell(
                    "late-",
                    List.of(
                            new OrderShipped("store-c", "o1", "YT", "YT7", NOON),
                            new DisputeOpened("store-c", "d1", "o1", null, null, null, NOON, null),
                            new OrderCancelled("store-c", "the-end", NOON)));
            awaitOrder("store-c", "the-end");
        }
        assertThat(texts("SELECT concat_ws(' ', carrier, tracking_number, signed_by, delivered_at - shipped_at)"
                        + " FROM orders WHERE seller_id = 'store-c' AND order_id = 'o1'"))
                .containsExactly("YT YT7 M. Díaz 00:01:00");
        assertThat(texts("SELECT concat_ws(' ', order_id, outcome, closed_at - opened_at) FROM disputes"
                        + " WHERE seller_id = 'store-c'"))
                .containsExactly("o1 refunded 00:01:30");
    }

    /** CARE-04 rests on these: the newest profile and the newest score of each seller. */
    @Test
    void shouldKeepItsOwnCopyOfProfilesAndScores() {
        Standing suspended = new Standing(List.of(new Standing.Measure("choice-suspended", NOON)));
        Standing well = new Standing(List.of());
        try (Marketplace marketplace = new Marketplace(kafka)) {
            marketplace.tell("profile-", List.of(DefaultProfile.of("store-d")));
            marketplace.tell(
                    "score-",
                    List.<RapportEvent>of(
                            new ScoreChanged(
                                    "store-d",
                                    91.5,
                                    ScoreStatus.SCORED,
                                    suspended,
                                    Map.of(),
                                    null,
                                    NOON.plusSeconds(9)),
                            new ScoreChanged("store-d", 12.0, ScoreStatus.SCORED, well, Map.of(), null, NOON),
                            new ScoreChanged(
                                    "store-e", null, ScoreStatus.INSUFFICIENT_DATA, well, Map.of(), NOON, NOON)));
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(texts("SELECT concat_ws(' ', seller_id, score, status, measures)"
                                + " FROM seller_scores WHERE seller_id IN ('store-d', 'store-e') ORDER BY 1"))
                        .containsExactly("store-d 91.5 scored {choice-suspended}", "store-e insufficient-data {}"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        texts("SELECT seller_id FROM seller_profile WHERE seller_id = 'store-d'"))
                .hasSize(1));
    }

    /** Order-event intake on a shared machine of two cores; the figure is printed. */
    @Test
    @Tag("long")
    void shouldTakeInFiveThousandOrderEventsASecond() throws SQLException {
        int orders = 25_000;
        Random random = new Random(5);
        List<InboundEvent> events = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            events.addAll(ReportsOfOneOrder.usual("store-%03d".formatted(i % 200), "big-" + i, random));
        }
        try (Marketplace marketplace = new Marketplace(kafka)) {
            long begin = System.nanoTime();
            marketplace.tell("big-", events);
            double fed = (System.nanoTime() - begin) / 1e9;
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> texts("SELECT count(*) FROM orders WHERE order_id LIKE 'big-%'"
                                    + " AND num_nonnulls(placed_at, shipped_at, moved_at, delivered_at) = 4")
                            .getFirst()
                            .equals(Integer.toString(orders)));
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    "[budget] %d order events fed in %.1f s, applied after %.1f s: %.0f/s%n",
                    events.size(), fed, seconds, events.size() / seconds);
            assertThat(events.size() / seconds).isGreaterThan(5_000);
        }
    }

    private void awaitOrder(String seller, String order) {
        await("order " + order + " of " + seller).atMost(PATIENCE).until(() -> !texts(
                        "SELECT 1 FROM orders WHERE seller_id = '" + seller + "' AND order_id = '" + order + "'")
                .isEmpty());
    }

    private List<String> texts(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database, user, password);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
