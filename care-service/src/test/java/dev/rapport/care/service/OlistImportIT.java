package dev.rapport.care.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rapport.care.intake.CareServers;
import dev.rapport.care.intake.Marketplace;
import dev.rapport.events.AccountType;
import dev.rapport.events.Buyer;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.Money;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.policy.DefaultProfile;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The imported file of real orders through the service, with rules on: the needs equal what is worked out from its lines. With the times
 * moved up to now what is young enough is sent or held, without that everything is expired.
 */
@QuarkusTest
@QuarkusTestResource(CareServers.class)
@EnabledIf("isThere")
@Tag("long")
class OlistImportIT {
    private static final Path FILE = Path.of("../../shared/data/olist.ndjson");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration WEEK = Duration.ofDays(7);

    @ConfigProperty(name = "RAPPORT_KAFKA")
    String kafka;

    @Inject
    @DataSource("worker")
    AgroalDataSource worker;

    /** The instants of one order, straight from the lines. */
    private static final class Dates {
        final Map<String, Instant> at = new HashMap<>();

        @Nullable
        Instant of(String field) {
            return at.get(field);
        }

        boolean by(String field, Instant limit) {
            Instant when = at.get(field);
            return when != null && !when.isAfter(limit);
        }
    }

    private record Made(
            String need,
            Instant neededAt,
            String status,
            @Nullable String reason) {}

    static boolean isThere() {
        return Files.exists(FILE);
    }

    /** CARE-01, CARE-05. */
    @Test
    void shouldNeedWhatTheFileSaysWhenItsTimesAreMovedUpToNow() throws IOException, SQLException {
        List<Made> made = imported("olist-rebased", true);

        assertThat(made)
                .as("outcomes %s", outcomes(made))
                .filteredOn(one -> one.status.equals("SENT"))
                .isNotEmpty();
        Instant young = Instant.now().minus(WEEK).minus(Duration.ofHours(1));
        assertThat(made)
                .filteredOn(one -> one.neededAt.isBefore(young))
                .isNotEmpty()
                .allMatch(one -> "EXPIRED".equals(one.reason) || "DUPLICATE".equals(one.reason));
    }

    /** Rulebook, Time passing: an import accuses nobody and disturbs nobody. */
    @Test
    void shouldSendNothingOfTheFileAsItIs() throws IOException, SQLException {
        List<Made> made = imported("olist-as-it-is", false);

        assertThat(made).isNotEmpty().allMatch(one -> one.status.equals("SUPPRESSED") && "EXPIRED".equals(one.reason));
    }

    private static Map<String, Long> outcomes(List<Made> made) {
        return made.stream()
                .collect(Collectors.groupingBy(
                        one -> one.status + " " + one.reason, TreeMap::new, Collectors.counting()));
    }

    private List<Made> imported(String seller, boolean rebased) throws IOException, SQLException {
        List<ObjectNode> lines = new ArrayList<>();
        Instant last = Instant.MIN;
        for (String line : Files.readAllLines(FILE)) {
            ObjectNode event = (ObjectNode) JSON.readTree(line);
            Instant at = Instant.parse(event.required("time").textValue());
            last = at.isAfter(last) ? at : last;
            lines.add(event);
        }
        if (rebased) {
            // A few reviews came weeks after everything else; up to the last parcel there is something young.
            Instant lastParcel = lines.stream()
                    .filter(event -> event.required("type").textValue().equals("rapport.order.delivered.v1"))
                    .map(event -> Instant.parse(event.required("time").textValue()))
                    .max(Instant::compareTo)
                    .orElseThrow();
            lines.removeIf(
                    event -> Instant.parse(event.required("time").textValue()).isAfter(lastParcel));
            last = lastParcel;
        }
        Duration shift =
                rebased ? Duration.ofHours(Duration.between(last, Instant.now()).toHours()) : Duration.ZERO;
        Map<String, Dates> dates = new HashMap<>();
        for (ObjectNode event : lines) {
            move(event, seller, shift);
            note(event, dates);
        }
        try (Marketplace marketplace = new Marketplace(kafka)) {
            marketplace.tell("profile-" + seller, List.of(enterprise(seller)));
            Map<String, Duration> rules = Map.of(
                    "STALLED", Duration.ofDays(5), "DELIVERED", Duration.ofDays(3), "LATE_DISPATCH", Duration.ZERO);
            rules.keySet().forEach(trigger -> create(seller, trigger));
            await().atMost(PATIENCE)
                    .until(() -> number("SELECT count(*) FROM seller_profile WHERE seller_id = ?", seller) == 1);
            marketplace.tellStructured(
                    seller, lines.stream().map(ObjectNode::toString).toList());
            marketplace.tell("tick-" + seller, List.of(tick(seller)));
            await().atMost(PATIENCE).until(() -> settled(seller));
            List<Made> made = made(seller);
            Instant end = last.plus(shift);
            assertThat(made.stream().filter(one -> !one.neededAt.isAfter(end)).map(Made::need))
                    .as("needs of %s", seller)
                    .containsExactlyInAnyOrderElementsOf(expected(dates, rules, end));
            return made;
        }
    }

    private static void move(ObjectNode event, String seller, Duration shift) {
        ObjectNode data = (ObjectNode) event.required("data");
        String own = data.required("sellerId").textValue();
        event.put("id", seller + "-" + event.required("id").textValue());
        event.put(
                "time",
                Instant.parse(event.required("time").textValue()).plus(shift).toString());
        data.put("orderId", own + "-" + data.required("orderId").textValue());
        data.put("sellerId", seller);
        data.properties().forEach(field -> {
            if (isInstant(field.getValue())) {
                field.setValue(new TextNode(
                        Instant.parse(field.getValue().textValue()).plus(shift).toString()));
            }
        });
    }

    private static boolean isInstant(JsonNode value) {
        return value.isTextual() && value.textValue().matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
    }

    private static void note(ObjectNode event, Map<String, Dates> dates) {
        JsonNode data = event.required("data");
        Dates known = dates.computeIfAbsent(data.required("orderId").textValue(), _ -> new Dates());
        data.properties().forEach(field -> {
            if (isInstant(field.getValue())) {
                known.at.merge(
                        field.getKey(), Instant.parse(field.getValue().textValue()), (a, b) -> a.isBefore(b) ? a : b);
            }
        });
    }

    /** Without any type of ours. */
    private static Set<String> expected(Map<String, Dates> dates, Map<String, Duration> rules, Instant end) {
        Set<String> expected = new TreeSet<>();
        dates.forEach((order, known) -> {
            Map<String, String> starts =
                    Map.of("STALLED", "shippedAt", "DELIVERED", "deliveredAt", "LATE_DISPATCH", "shipBy");
            rules.forEach((trigger, delay) -> {
                Instant start = known.of(Objects.requireNonNull(starts.get(trigger)));
                Instant limit = start == null ? null : start.plus(delay);
                if (limit == null || limit.isAfter(end) || known.by("cancelledAt", limit)) {
                    return;
                }
                boolean moot =
                        trigger.equals("DELIVERED") ? known.by("postedAt", limit) : known.by("deliveredAt", limit);
                boolean dispatched = trigger.equals("LATE_DISPATCH") && known.by("shippedAt", limit);
                if (!moot && !dispatched) {
                    expected.add(trigger + " " + order);
                }
            });
        });
        return expected;
    }

    private boolean settled(String seller) throws SQLException {
        return number("SELECT count(*) FROM orders WHERE seller_id = ? AND order_id = 'tick'", seller) == 1
                && number("SELECT count(*) FROM orders WHERE seller_id = ? AND care_due_at <= now()", seller) == 0
                && number(
                                "SELECT count(*) FROM care_message WHERE seller_id = ? AND send_at <= now() + interval '1 minute'",
                                seller)
                        == 0;
    }

    private long number(String query, String seller) throws SQLException {
        try (Connection connection = worker.getConnection();
                PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, seller);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private List<Made> made(String seller) throws SQLException {
        List<Made> made = new ArrayList<>();
        try (Connection connection = worker.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT trigger, order_id, needed_at, status, reason FROM care_message WHERE seller_id = ?")) {
            select.setString(1, seller);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    made.add(new Made(
                            row.getString("trigger") + " " + row.getString("order_id"),
                            row.getTimestamp("needed_at").toInstant(),
                            row.getString("status"),
                            row.getString("reason")));
                }
            }
        }
        return made;
    }

    private static OrderPlaced tick(String seller) {
        return new OrderPlaced(
                seller,
                "tick",
                new Buyer("nobody", null, "BR", null),
                List.of(),
                Money.of("BRL", "1.00"),
                Instant.now(),
                null,
                null);
    }

    private static SellerChanged enterprise(String seller) {
        SellerChanged usual = DefaultProfile.of(seller);
        return new SellerChanged(
                seller,
                usual.marketplace(),
                usual.pack(),
                usual.zone(),
                AccountType.ENTERPRISE,
                true,
                usual.fulfilment(),
                usual.calendar(),
                usual.languages());
    }

    private static void create(String seller, String trigger) {
        supervisor(seller)
                .contentType("application/json")
                .body(Map.of(
                        "trigger",
                        trigger,
                        "channel",
                        "IN_SITE",
                        "template",
                        "About order {{order.id}}.",
                        "quietHours",
                        Map.of("from", "00:00", "to", "00:01")))
                .post("/api/v1/sellers/" + seller + "/care-rules")
                .then()
                .statusCode(201);
    }

    private static RequestSpecification supervisor(String seller) {
        return given().header("Authorization", "Bearer " + CareServers.token(seller, "supervisor"));
    }
}
