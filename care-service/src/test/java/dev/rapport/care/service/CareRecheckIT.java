package dev.rapport.care.service;

import static dev.rapport.care.service.CareDesk.PATIENCE;
import static dev.rapport.care.service.CareDesk.daysAgo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.rapport.care.intake.CareServers;
import dev.rapport.events.InboundEvent.DeliveryReported;
import dev.rapport.events.InboundEvent.DisputeOpened;
import dev.rapport.events.InboundEvent.OrderCancelled;
import dev.rapport.events.InboundEvent.OrderShipped;
import dev.rapport.events.InboundEvent.ParcelMoved;
import dev.rapport.events.ParcelStatus;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What stands between a need and its message, what messages cost and bring, over Kafka and REST. */
@QuarkusTest
@QuarkusTestResource(CareServers.class)
class CareRecheckIT {
    @ConfigProperty(name = "RAPPORT_KAFKA")
    String kafka;

    @ConfigProperty(name = "RAPPORT_DB_URL")
    String database;

    @ConfigProperty(name = "RAPPORT_DB_WORKER")
    String user;

    @ConfigProperty(name = "RAPPORT_DB_WORKER_PASSWORD")
    String password;

    /** CARE-01: customs and late dispatch; a parcel that left customs, and an order sent in time, need nothing. */
    @Test
    void shouldCareForParcelsAtCustomsAndForLateDispatch() {
        try (CareDesk desk = new CareDesk(kafka, "check-a")) {
            desk.rule("CUSTOMS", "IN_SITE", "Order {{order.id}} is held by customs.");
            desk.rule("LATE_DISPATCH", "IN_SITE", "Order {{order.id}} leaves later than planned.");
            desk.tell(
                    desk.placed("held", "b1", 25),
                    desk.shipped("held", 24),
                    new ParcelMoved("check-a", "held", ParcelStatus.CUSTOMS, "ES", daysAgo(20.1)),
                    new ParcelMoved("check-a", "held", ParcelStatus.CUSTOMS, "ES", daysAgo(3)),
                    desk.placed("through", "b2", 25),
                    desk.shipped("through", 24),
                    new ParcelMoved("check-a", "through", ParcelStatus.CUSTOMS, "ES", daysAgo(20.1)),
                    new ParcelMoved("check-a", "through", ParcelStatus.IN_TRANSIT, "ES", daysAgo(2)),
                    desk.placed("late", "b3", "ES", 4, daysAgo(0.1)),
                    desk.placed("in-time", "b4", "ES", 4, daysAgo(0.1)),
                    desk.shipped("in-time", 1));

            assertThat(desk.awaitMessage("held", "SENT"))
                    .containsEntry("trigger", "CUSTOMS")
                    .containsEntry("text", "Order held is held by customs.");
            assertThat(desk.awaitMessage("late", "SENT")).containsEntry("trigger", "LATE_DISPATCH");
            desk.get("care-messages?orderId=through").then().body("items", hasSize(0));
            desk.get("care-messages?orderId=in-time").then().body("items", hasSize(0));
        }
    }

    /** CARE-05: what waits for the morning is looked at again then: moved, cancelled, or of a rule that is off, it is not sent. */
    @Test
    void shouldLookAgainAtWhatWaitedForTheMorning() throws SQLException {
        try (CareDesk desk = new CareDesk(kafka, "check-b")) {
            String rule = desk.rule(Map.of(
                    "trigger", "STALLED", "template", "Order {{order.id}} takes longer.", "quietHours", night()));
            for (String order : List.of("moved", "cancelled", "off")) {
                desk.tell(desk.placed(order, "b-" + order, 6), desk.shipped(order, 5.1));
            }
            for (String order : List.of("moved", "cancelled", "off")) {
                assertThat(desk.awaitMessage(order, "DEFERRED"))
                        .containsEntry("reason", "QUIET_HOURS")
                        .containsEntry("sentAt", null);
            }
            desk.get("care-messages?reason=QUIET_HOURS").then().body("items", hasSize(3));
            desk.tell(
                    new ParcelMoved("check-b", "moved", ParcelStatus.IN_TRANSIT, "ES", daysAgo(0.01)),
                    new OrderCancelled("check-b", "cancelled", daysAgo(0.01)),
                    desk.placed("behind", "b-behind", 0));
            await().atMost(PATIENCE)
                    .until(() -> desk.post("care-messages", Map.of("orderId", "behind", "text", "Hello"))
                                    .statusCode()
                            == 201);
            morning("check-b", "moved");
            morning("check-b", "cancelled");
            assertThat(desk.awaitMessage("moved", "SUPPRESSED")).containsEntry("reason", "NO_LONGER_TRUE");
            assertThat(desk.awaitMessage("cancelled", "SUPPRESSED")).containsEntry("reason", "NO_LONGER_TRUE");
            desk.as("supervisor")
                    .header("If-Match", "\"1\"")
                    .contentType("application/json")
                    .body(Map.of("trigger", "STALLED", "template", "It takes longer.", "on", false))
                    .put(desk.path("care-rules/" + rule))
                    .then()
                    .statusCode(200);
            morning("check-b", "off");
            assertThat(desk.awaitMessage("off", "SUPPRESSED")).containsEntry("reason", "RULE_OFF");
            desk.get("care-messages?reason=RULE_OFF,NO_LONGER_TRUE").then().body("items", hasSize(3));
        }
    }

    /** CARE-04, MSG-11: the score and the freeze of rapport.scores decide, at the need and at the send. */
    @Test
    void shouldFollowScoreAndFreeze() throws SQLException {
        try (CareDesk desk = new CareDesk(kafka, "check-c")) {
            String rule = desk.rule("SHIPPED", "IN_SITE", "Order {{order.id}} is on its way.");
            String night = desk.rule(
                    Map.of("trigger", "STALLED", "template", "Order {{order.id}} waits.", "quietHours", night()));
            desk.tell(desk.placed("waits", "b9", 6), desk.shipped("waits", 5.1));
            desk.awaitMessage("waits", "DEFERRED");

            desk.scored(rule, 84.9, null, false);
            desk.get("care-rules/" + night).then().body("eligibility.obstacles", contains("SCORE_TOO_LOW"));
            desk.tell(desk.placed("low", "b1", 1), desk.shipped("low", 0.01));
            assertThat(desk.awaitMessage("low", "SUPPRESSED")).containsEntry("reason", "NOT_ELIGIBLE");
            morning("check-c", "waits");
            assertThat(desk.awaitMessage("waits", "SUPPRESSED")).containsEntry("reason", "NOT_ELIGIBLE");

            desk.scored(rule, 85.0, null, true);
            desk.tell(desk.placed("well", "b2", 1), desk.shipped("well", 0.01));
            desk.awaitMessage("well", "SENT");

            Instant thaw = Instant.now().plus(Duration.ofHours(72));
            desk.scored(rule, 90.0, thaw, false);
            desk.get("care-rules/" + rule).then().body("eligibility.obstacles", contains("SENDING_FROZEN"));
            desk.tell(desk.placed("frozen", "b3", 1), desk.shipped("frozen", 0.01));
            assertThat(desk.awaitMessage("frozen", "SUPPRESSED")).containsEntry("reason", "NOT_ELIGIBLE");
            desk.post("care-messages", Map.of("orderId", "well", "text", "Hello"))
                    .then()
                    .statusCode(423)
                    .body("code", equalTo("SENDING_FROZEN"))
                    .body("rule", equalTo("MSG-11"))
                    .body("thawsAt", notNullValue());
        }
    }

    /** CARE-03, CARE-06, MSG-15: no gap leaves; charged on sends, by hand too; a refusal is taken back; a failure is tried again. */
    @Test
    void shouldChargeWhatIsSentExactly() throws SQLException {
        try (CareDesk desk = new CareDesk(kafka, "check-d")) {
            String sms = desk.rule("SHIPPED", "SMS", "Order {{order.id}} has number {{tracking.number}}.");
            for (int i = 1; i <= 3; i++) {
                desk.tell(desk.placed("o" + i, "b" + i, 1), desk.shipped("o" + i, 0.01));
            }
            desk.tell(
                    desk.placed("gap", "b4", whereItIsDay(), 1, null),
                    new OrderShipped("check-d", "gap", "YT", null, daysAgo(0.01)));
            assertThat(desk.awaitMessage("gap", "SUPPRESSED"))
                    .containsEntry("reason", "SCREENED")
                    .containsEntry("detail", "no value for tracking.number");
            String refused = String.valueOf(desk.awaitMessage("o1", "SENT").get("careMessageId"));
            String delivered = String.valueOf(desk.awaitMessage("o2", "SENT").get("careMessageId"));
            String failed = String.valueOf(desk.awaitMessage("o3", "SENT").get("careMessageId"));
            desk.post("care-messages", Map.of("orderId", "gap", "text", "It has left.", "channel", "SMS"))
                    .then()
                    .statusCode(201);
            desk.awaitMessage("gap", "SENT");

            Instant read = Instant.now().minusSeconds(5).truncatedTo(ChronoUnit.SECONDS);
            desk.tell(
                    new DeliveryReported("check-d", refused, 1, 403, null, null, null, Instant.now()),
                    new DeliveryReported("check-d", delivered, 1, 200, "ext-1", read, null, Instant.now()),
                    new DeliveryReported("check-d", failed, 1, 500, null, null, null, Instant.now()));
            desk.awaitMessage("o1", "FAILED");
            assertThat(desk.awaitMessage("o2", "DELIVERED")).containsEntry("readAt", read.toString());
            await().atMost(PATIENCE).until(() -> desk.awaitMessage("o3", "SENT").get("sendAt") != null);
            morning("check-d", "o3");
            await().atMost(PATIENCE).until(() -> Integer.valueOf(2)
                    .equals(desk.awaitMessage("o3", "SENT").get("attempts")));
            desk.get("care-costs")
                    .then()
                    .body("total.value", equalTo("0.105"))
                    .body("total.currency", equalTo("CNY"))
                    .body("rules.find { it.ruleId == '" + sms + "' }.cost.value", equalTo("0.070"))
                    .body("rules.find { it.ruleId == '" + sms + "' }.messages", equalTo(2))
                    .body("rules.find { it.ruleId == null }.cost.value", equalTo("0.035"));
            desk.get("care-costs?month=2020-01").then().body("total.value", equalTo("0.000"));
        }
    }

    /** CARE-07: disputes of the reached beside those of the unreached, with where the difference lies. */
    @Test
    void shouldShowWhatARuleBrought() {
        try (CareDesk desk = new CareDesk(kafka, "check-e")) {
            desk.rule("STALLED", "IN_SITE", "Order {{order.id}} takes longer.");
            for (int i = 1; i <= 3; i++) {
                desk.tell(desk.placed("now" + i, "b" + i, 6), desk.shipped("now" + i, 5.1));
                desk.tell(desk.placed("old" + i, "c" + i, 21), desk.shipped("old" + i, 20));
            }
            for (int i = 1; i <= 3; i++) {
                desk.awaitMessage("now" + i, "SENT");
                assertThat(desk.awaitMessage("old" + i, "SUPPRESSED")).containsEntry("reason", "EXPIRED");
            }
            desk.tell(
                    new DisputeOpened("check-e", "before", "old3", null, null, null, daysAgo(16), null),
                    new DisputeOpened("check-e", "d1", "old1", null, null, null, daysAgo(1), null),
                    new DisputeOpened("check-e", "d2", "old2", null, null, null, daysAgo(1), null),
                    new DisputeOpened("check-e", "d3", "now1", null, null, null, Instant.now(), null));
            await().atMost(PATIENCE).untilAsserted(() -> desk.get("care-effect")
                    .then()
                    .body("rules[0].sent", equalTo(3))
                    .body("rules[0].suppressed.EXPIRED", equalTo(3))
                    .body("rules[0].reached.disputes", equalTo(1))
                    .body("rules[0].unreached.disputes", equalTo(2)));
            // Wilson and Newcombe for 1 of 3 and 2 of 3, by hand.
            desk.get("care-effect")
                    .then()
                    .body("rules[0].reached.low.toDouble()", closeTo(0.0615, 0.0005))
                    .body("rules[0].reached.high.toDouble()", closeTo(0.7924, 0.0005))
                    .body("rules[0].change.difference.toDouble()", closeTo(-1 / 3.0, 1e-6))
                    .body("rules[0].change.low.toDouble()", closeTo(-0.7178, 0.0005))
                    .body("rules[0].change.high.toDouble()", closeTo(0.3158, 0.0005))
                    .body("rules[0].change.relative.toDouble()", closeTo(-0.5, 1e-6))
                    .body("rules[0].market.relative", equalTo(-0.347f));
        }
    }

    /** what cannot be is set aside; what is behind it is applied. X-01: of another's order nobody is told. */
    @Test
    void shouldSetAsideWhatCannotBe() {
        String order = """
                {"specversion":"1.0","id":"%s","source":"/marketplace","type":"rapport.order.placed.v1",\
                "datacontenttype":"application/json","data":{"sellerId":"%s","orderId":"%s","buyer":{"id":"b1","country":"ES"},\
                "items":[],"amount":{"currency":"%s","value":"%s"},"placedAt":"2026-11-20T10:00:00Z"}}""";
        try (CareDesk desk = new CareDesk(kafka, "check-f");
                CareDesk other = new CareDesk(kafka, "check-g")) {
            desk.tellRaw(
                    order.formatted("bad-1", "check-f", "negative", "EUR", "-20.00"),
                    order.formatted("bad-2", "check-f", "no-currency", "euros", "20.00"),
                    order.formatted("bad-3", "check-g", "of-another", "EUR", "20.00"),
                    "{\"no\":\"event\"}",
                    order.formatted("good", "check-f", "good", "EUR", "20.00"));
            await().atMost(PATIENCE)
                    .until(() -> desk.post("care-messages", Map.of("orderId", "good", "text", "Hello"))
                                    .statusCode()
                            == 201);
            for (String unknown : List.of("negative", "no-currency", "of-another")) {
                desk.post("care-messages", Map.of("orderId", unknown, "text", "Hello"))
                        .then()
                        .statusCode(422)
                        .body("code", equalTo("ORDER_UNKNOWN"));
            }
            other.post("care-messages", Map.of("orderId", "of-another", "text", "Hello"))
                    .then()
                    .statusCode(422);
            other.post("care-messages", Map.of("orderId", "good", "text", "Hello"))
                    .then()
                    .statusCode(422)
                    .body("violations.field", hasItem("orderId"));
            other.get("buyers/b1/care-allowance").then().body("slotsLeft", equalTo(2));
        }
    }

    /** A night that this moment is in, in all zones of Spain. */
    private static Map<String, String> night() {
        var hour = DateTimeFormatter.ofPattern("HH:mm");
        LocalTime now = LocalTime.now(ZoneOffset.UTC);
        return Map.of("from", hour.format(now.minusHours(3)), "to", hour.format(now.plusHours(6)));
    }

    /** The night is over for what waits about an order, or the pause before the next attempt. */
    private void morning(String seller, String order) throws SQLException {
        update(
                "UPDATE care_message SET send_at = now() WHERE send_at IS NOT NULL AND seller_id = ? AND order_id = ?",
                seller,
                order);
    }

    /** By hand the pack's quiet hours hold: a country where it is day. */
    private static String whereItIsDay() {
        int hour = LocalTime.now(ZoneOffset.UTC).getHour();
        return hour >= 8 && hour < 20 ? "GB" : "NZ";
    }

    private void update(String statement, String seller, String order) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database, user, password);
                PreparedStatement update = connection.prepareStatement(statement)) {
            update.setString(1, seller);
            update.setString(2, order);
            update.executeUpdate();
        }
    }
}
