package dev.rapport.care.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rapport.care.intake.CareServers;
import dev.rapport.care.intake.Marketplace;
import dev.rapport.events.AccountType;
import dev.rapport.events.Buyer;
import dev.rapport.events.CareFact.CareNeeded;
import dev.rapport.events.CareFact.CareSent;
import dev.rapport.events.CareFact.CareSuppressed;
import dev.rapport.events.InboundEvent;
import dev.rapport.events.InboundEvent.DeliveryReported;
import dev.rapport.events.InboundEvent.DisputeOpened;
import dev.rapport.events.InboundEvent.OrderDelivered;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.InboundEvent.OrderShipped;
import dev.rapport.events.InboundEvent.ParcelMoved;
import dev.rapport.events.MessageFact.PolicyViolated;
import dev.rapport.events.Money;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.events.ParcelStatus;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.events.SuppressionReason;
import dev.rapport.policy.DefaultProfile;
import dev.rapport.policy.Packs;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Care from the first event to the receipt, over Kafka and REST. Each test has a seller of its own. */
@QuarkusTest
@QuarkusTestResource(CareServers.class)
class CareFlowIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Awake all day and night, so that the hour of the test does not matter. */
    private static final Map<String, String> AWAKE = Map.of("from", "00:00", "to", "00:01");

    @ConfigProperty(name = "RAPPORT_KAFKA")
    String kafka;

    private Marketplace marketplace;
    private CareTopicReader topics;

    @BeforeEach
    void connect() {
        marketplace = new Marketplace(kafka);
        topics = new CareTopicReader(kafka);
    }

    @AfterEach
    void disconnect() {
        marketplace.close();
        topics.close();
    }

    /** CARE-01, CARE-02, CARE-05, CARE-06, CARE-09: from the silence to the receipt, and its cost. */
    @Test
    void shouldSendWhatARuleAsksForOnceAndChargeIt() {
        enterprise("flow-a");
        createRule(
                "flow-a", "STALLED", "SMS", "Order {{order.id}} with {{tracking.carrier}} takes longer than planned.");
        Instant shipped = daysAgo(5.5);
        tell("flow-a", placed("flow-a", "o1", "b1", daysAgo(6)), shipped("flow-a", "o1", shipped));

        Map<String, Object> sent = awaitMessage("flow-a", "o1", "SENT");

        assertThat(sent)
                .containsEntry("trigger", "STALLED")
                .containsEntry("channel", "SMS")
                .containsEntry("text", "Order o1 with YT takes longer than planned.")
                .containsEntry("neededAt", shipped.plus(Duration.ofDays(5)).toString());
        DispatchRequested asked =
                topics.await("flow-a", DispatchRequested.class).getFirst();
        assertThat(asked.dispatchId()).isEqualTo(sent.get("careMessageId"));
        assertThat(asked.text()).isEqualTo("Order o1 with YT takes longer than planned.");
        assertThat(topics.await("flow-a", CareNeeded.class)).hasSize(1);
        CareSent fact = topics.await("flow-a", CareSent.class).getFirst();
        assertThat(fact.cost()).isEqualTo(Money.of("CNY", "0.035"));

        agent("flow-a")
                .get("/api/v1/sellers/flow-a/buyers/b1/care-allowance")
                .then()
                .statusCode(200)
                .body("cap", equalTo(2))
                .body("slotsLeft", equalTo(1))
                .body("nextFreeAt", notNullValue());
        agent("flow-a")
                .get("/api/v1/sellers/flow-a/care-costs")
                .then()
                .statusCode(200)
                .body("total.value", equalTo("0.035"))
                .body("rules[0].messages", equalTo(1));

        tell("flow-a", new DeliveryReported("flow-a", asked.dispatchId(), 1, 403, null, null, null, Instant.now()));
        awaitMessage("flow-a", "o1", "FAILED");
        agent("flow-a")
                .get("/api/v1/sellers/flow-a/buyers/b1/care-allowance")
                .then()
                .body("slotsLeft", equalTo(2));
        agent("flow-a").get("/api/v1/sellers/flow-a/care-costs").then().body("total.value", equalTo("0.000"));
    }

    /** CARE-02: three needs at once, two slots: the less valuable yields. */
    @Test
    void shouldGiveScarceSlotsToTheMoreValuable() {
        enterprise("flow-b");
        createRule("flow-b", "SHIPPED", "IN_SITE", "Order {{order.id}} is on its way.");
        createRule("flow-b", "STALLED", "IN_SITE", "Order {{order.id}} takes longer.");
        createRule("flow-b", "DELIVERED", "IN_SITE", "Order {{order.id}} has arrived: is all well?");
        tell(
                "flow-b",
                placed("flow-b", "late", "b1", daysAgo(7)),
                placed("flow-b", "new", "b1", daysAgo(1)),
                placed("flow-b", "there", "b1", daysAgo(9)),
                shipped("flow-b", "new", daysAgo(0.5)),
                shipped("flow-b", "late", daysAgo(5.2)),
                new OrderDelivered("flow-b", "there", daysAgo(3.2), null, null),
                shipped("flow-b", "there", daysAgo(8)));

        awaitMessage("flow-b", "late", "SENT");
        awaitMessage("flow-b", "there", "SENT");
        assertThat(awaitMessage("flow-b", "new", "SUPPRESSED")).containsEntry("reason", "CAP_REACHED");
        agent("flow-b")
                .queryParam("reason", "CAP_REACHED")
                .get("/api/v1/sellers/flow-b/care-messages")
                .then()
                .body("items.orderId", hasItem("new"));
    }

    /** CARE-05: what a movement disproves is not sent; a second rule does not tell the same thing twice. */
    @Test
    void shouldTellNothingTwiceAndNothingThatIsOver() {
        enterprise("flow-c");
        createRule("flow-c", "STALLED", "IN_SITE", "It takes longer.");
        createRule("flow-c", "STALLED", "SMS", "It takes longer still.");
        tell("flow-c", placed("flow-c", "o1", "b1", daysAgo(8)), shipped("flow-c", "o1", daysAgo(5.1)));
        tell(
                "flow-c",
                placed("flow-c", "o2", "b2", daysAgo(8)),
                shipped("flow-c", "o2", daysAgo(6)),
                new ParcelMoved("flow-c", "o2", ParcelStatus.IN_TRANSIT, "CN", daysAgo(0.9)));
        tell(
                "flow-c",
                placed("flow-c", "o3", "b3", daysAgo(8)),
                shipped("flow-c", "o3", daysAgo(6)),
                new ParcelMoved("flow-c", "o3", ParcelStatus.IN_TRANSIT, "CN", daysAgo(2)));

        awaitMessage("flow-c", "o1", "SENT");
        assertThat(awaitMessage("flow-c", "o1", "SUPPRESSED")).containsEntry("reason", "DUPLICATE");
        assertThat(awaitMessage("flow-c", "o2", "SUPPRESSED")).containsEntry("reason", "NO_LONGER_TRUE");
        assertThat(messages("flow-c", "o3")).as("disproved before it was due").isEmpty();
    }

    /** CARE-05: an import of old history sends nothing, and every need of it is EXPIRED. */
    @Test
    void shouldSendNothingOfAnOldHistory() {
        enterprise("flow-d");
        createRule("flow-d", "STALLED", "IN_SITE", "It takes longer.");
        createRule("flow-d", "DELIVERED", "IN_SITE", "Is all well?");
        List<InboundEvent> history = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            history.add(placed("flow-d", "o" + i, "b" + i, daysAgo(400)));
            history.add(shipped("flow-d", "o" + i, daysAgo(399)));
            if (i % 2 == 0) {
                history.add(new OrderDelivered("flow-d", "o" + i, daysAgo(396), null, null));
            }
        }
        tell("flow-d", history.toArray(InboundEvent[]::new));

        await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> assertThat(topics.seen("flow-d", CareNeeded.class))
                .hasSize(20));
        assertThat(topics.await("flow-d", CareSuppressed.class))
                .extracting(CareSuppressed::reason)
                .containsOnly(SuppressionReason.EXPIRED);
        assertThat(topics.seen("flow-d", CareSent.class)).isEmpty();
        assertThat(topics.seen("flow-d", CareNeeded.class).stream()
                        .map(CareNeeded::trigger)
                        .filter("STALLED"::equals))
                .as("those delivered in time were never silent for five days")
                .hasSize(10);
    }

    /** CARE-04: individuals, unverified sellers and every seller of amazon write by hand. */
    @Test
    void shouldNotAutomateForThoseWhoMayNot() {
        createRule("flow-e", "SHIPPED", "IN_SITE", "It is on its way.");
        profile("flow-f", "amazon", AccountType.ENTERPRISE, true);
        createRule("flow-f", "SHIPPED", "IN_SITE", "It is on its way.");
        for (String seller : List.of("flow-e", "flow-f")) {
            tell(seller, placed(seller, "o1", "b1", daysAgo(1)), shipped(seller, "o1", daysAgo(0.1)));
            assertThat(awaitMessage(seller, "o1", "SUPPRESSED")).containsEntry("reason", "NOT_ELIGIBLE");
        }
        supervisor("flow-f")
                .get("/api/v1/sellers/flow-f/care-rules")
                .then()
                .body("items[0].eligibility.eligible", equalTo(false))
                .body("items[0].eligibility.obstacles", hasItem("AUTOMATION_FORBIDDEN"))
                .body("items[0].eligibility.advice", hasItem("WAIT_FOR_30_ORDERS"));
    }

    /** CARE-02, CARE-04: by hand it goes for everybody, takes a slot, and is screened (CARE-03). */
    @Test
    void shouldSendByHandWithinTheCap() {
        tell("flow-g", placed("flow-g", "o1", "b1", daysAgo(1)));
        await().atMost(PATIENCE).untilAsserted(() -> manual("flow-g", "nothing", "Hello")
                .then()
                .statusCode(422)
                .body("code", equalTo("ORDER_UNKNOWN")));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        manual("flow-g", "o1", "  ").jsonPath().getString("code"))
                .isEqualTo("TEXT_EMPTY"));
        manual("flow-g", "o1", "Write to me at shop@example.com")
                .then()
                .statusCode(422)
                .body("code", equalTo("TEXT_BLOCKED"))
                .body("rule", equalTo("MSG-10"))
                .body("violations[0].rule", equalTo("MSG-10.email"));
        PolicyViolated attempt = topics.await("flow-g", PolicyViolated.class).getFirst();
        assertThat(attempt.strike()).isFalse();
        assertThat(attempt.rules()).contains("MSG-10.email");

        manual("flow-g", "o1", "We checked your parcel.").then().statusCode(201).body("trigger", equalTo("MANUAL"));
        manual("flow-g", "o1", "It moves again.").then().statusCode(201);
        manual("flow-g", "o1", "And again.")
                .then()
                .statusCode(422)
                .body("code", equalTo("CAP_REACHED"))
                .body("rule", equalTo("CARE-02"));
        agent("flow-g")
                .header("Idempotency-Key", "k1")
                .contentType("application/json")
                .body(Map.of("orderId", "o1", "text", ""))
                .post("/api/v1/sellers/flow-g/care-messages")
                .then()
                .statusCode(422);
        caller("flow-g", "viewer")
                .contentType("application/json")
                .body(Map.of("orderId", "o1", "text", "Hi"))
                .post("/api/v1/sellers/flow-g/care-messages")
                .then()
                .statusCode(403);
    }

    /** CARE-01: rules are written under their versions and refused with everything that is wrong. */
    @Test
    void shouldKeepRulesUnderTheirVersions() {
        Response created = createRule("flow-h", "STALLED", "IN_SITE", "Order {{order.id}} takes longer.");
        String rule = "/api/v1/sellers/flow-h/care-rules/" + created.jsonPath().getString("ruleId");
        supervisor("flow-h")
                .get(rule)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("delaySeconds", equalTo(432_000))
                .body("on", equalTo(true));
        Map<String, Object> off = Map.of("trigger", "STALLED", "template", "Order {{order.id}} waits.", "on", false);
        put("flow-h", rule, null, off).then().statusCode(428);
        put("flow-h", rule, "\"7\"", off).then().statusCode(412);
        put("flow-h", rule, "\"1\"", off).then().statusCode(200).header("ETag", equalTo("\"2\""));

        post("flow-h", Map.of("trigger", "STALLED", "template", "{{order.nr}} {{"))
                .then()
                .statusCode(422)
                .body("code", equalTo("VARIABLE_UNKNOWN"))
                .body("violations", hasSize(2))
                .body("violations[0].span.start", equalTo(0));
        post("flow-h", Map.of("trigger", "STALLED", "template", "See www.example.com"))
                .then()
                .statusCode(422)
                .body("code", equalTo("TEXT_BLOCKED"));
        post("flow-h", Map.of("trigger", "STALLED", "template", "Please leave us a five star review"))
                .then()
                .statusCode(422)
                .body("violations[0].rule", equalTo("MSG-10.review-request"));
        post("flow-h", Map.of("trigger", "NOISE", "template", "x")).then().statusCode(400);
        post("flow-h", Map.of("trigger", "STALLED", "template", "x", "delaySeconds", -1))
                .then()
                .statusCode(422)
                .body("rule", equalTo("CARE-01"))
                .body("violations[0].field", equalTo("delaySeconds"));
        caller("flow-h", "agent")
                .contentType("application/json")
                .body(off)
                .post("/api/v1/sellers/flow-h/care-rules")
                .then()
                .statusCode(403);
        caller("flow-i", "supervisor").get(rule).then().statusCode(404);
        supervisor("flow-h").header("If-Match", "\"2\"").delete(rule).then().statusCode(204);
        supervisor("flow-h").get(rule).then().statusCode(404);
    }

    /** CARE-08: a rule that is off shows what it would have done, and does nothing. CARE-07: an effect needs two groups. */
    @Test
    void shouldPreviewARuleOnTheLastThirtyDays() {
        enterprise("flow-j");
        tell(
                "flow-j",
                placed("flow-j", "o1", "b1", daysAgo(20)),
                shipped("flow-j", "o1", daysAgo(19)),
                placed("flow-j", "o2", "b2", daysAgo(20)),
                shipped("flow-j", "o2", daysAgo(19)),
                new OrderDelivered("flow-j", "o2", daysAgo(18), null, null),
                new DisputeOpened("flow-j", "d1", "o1", null, null, null, daysAgo(2), null),
                placed("flow-j", "end", "b3", daysAgo(1)));
        Map<String, Object> rule = Map.of(
                "trigger",
                "STALLED",
                "template",
                "It takes longer.",
                "channel",
                "SMS",
                "on",
                false,
                "quietHours",
                AWAKE);
        String path = "/api/v1/sellers/flow-j/care-rules/"
                + post("flow-j", rule).jsonPath().getString("ruleId") + "/preview";

        await().atMost(PATIENCE).untilAsserted(() -> supervisor("flow-j")
                .post(path)
                .then()
                .statusCode(200)
                .body("reached", equalTo(1))
                .body("items[0].orderId", equalTo("o1"))
                .body("cost.value", equalTo("0.035"))
                .body("cost.currency", equalTo("CNY")));
        assertThat(messages("flow-j", "o1")).isEmpty();
        agent("flow-j")
                .get("/api/v1/sellers/flow-j/care-effect")
                .then()
                .statusCode(200)
                .body("confidence", equalTo(0.95f))
                .body("rules[0].change", nullValue())
                .body("rules[0].market.relative", equalTo(-0.347f));
        agent("flow-j")
                .queryParam("month", "2026-13")
                .get("/api/v1/sellers/flow-j/care-costs")
                .then()
                .statusCode(400);
        agent("flow-j")
                .queryParam("status", "NOISE")
                .get("/api/v1/sellers/flow-j/care-messages")
                .then()
                .statusCode(400);
    }

    private static Instant daysAgo(double days) {
        return Instant.ofEpochSecond(Instant.now().getEpochSecond() - Math.round(days * 86_400));
    }

    private static OrderPlaced placed(String seller, String order, String buyer, Instant at) {
        return new OrderPlaced(
                seller, order, new Buyer(buyer, null, "ES", null), List.of(), Money.of("EUR", "20.00"), at, null, null);
    }

    private static OrderShipped shipped(String seller, String order, Instant at) {
        return new OrderShipped(seller, order, "YT", "YT" + order, at);
    }

    private void enterprise(String seller) {
        profile(seller, "aliexpress", AccountType.ENTERPRISE, true);
    }

    private void profile(String seller, String pack, AccountType type, boolean verified) {
        SellerChanged usual = DefaultProfile.of(seller, Packs.load(null).pack(pack, Instant.now()));
        marketplace.tell(
                "profile-" + seller,
                List.of(new SellerChanged(
                        seller,
                        usual.marketplace(),
                        pack,
                        usual.zone(),
                        type,
                        verified,
                        usual.fulfilment(),
                        usual.calendar(),
                        usual.languages())));
        await().atMost(PATIENCE).until(() -> eligibleAsTold(seller, pack, type));
    }

    private boolean eligibleAsTold(String seller, String pack, AccountType type) {
        // A rule that is off shows which profile is in force.
        Response probe = post(seller, Map.of("trigger", "SHIPPED", "template", "x", "on", false));
        List<String> obstacles = probe.jsonPath().getList("eligibility.obstacles");
        String path =
                "/api/v1/sellers/" + seller + "/care-rules/" + probe.jsonPath().getString("ruleId");
        supervisor(seller).header("If-Match", "\"1\"").delete(path);
        return probe.jsonPath().getString("pack").startsWith(pack)
                && (type != AccountType.ENTERPRISE || !obstacles.contains("NOT_ENTERPRISE"));
    }

    /** And an order of this moment behind them: by it the seller's time has passed all that was due before. */
    private void tell(String seller, InboundEvent... events) {
        List<InboundEvent> told = new ArrayList<>(List.of(events));
        String id = UUID.randomUUID().toString();
        told.add(placed(seller, "tick-" + id, "nobody-" + id, Instant.now()));
        marketplace.tell("flow-" + seller + "-" + id + "-", told);
    }

    private Response createRule(String seller, String trigger, String channel, String template) {
        Response created =
                post(seller, Map.of("trigger", trigger, "channel", channel, "template", template, "quietHours", AWAKE));
        created.then().statusCode(201).header("ETag", equalTo("\"1\"")).header("Location", notNullValue());
        return created;
    }

    private static Response post(String seller, Map<String, ?> rule) {
        return supervisor(seller)
                .contentType("application/json")
                .body(rule)
                .post("/api/v1/sellers/" + seller + "/care-rules");
    }

    private static Response put(String seller, String path, @Nullable String ifMatch, Map<String, ?> rule) {
        RequestSpecification request =
                supervisor(seller).contentType("application/json").body(rule);
        return ifMatch == null
                ? request.put(path)
                : request.header("If-Match", ifMatch).put(path);
    }

    private static Response manual(String seller, String order, String text) {
        return agent(seller)
                .contentType("application/json")
                .body(Map.of("orderId", order, "text", text))
                .post("/api/v1/sellers/" + seller + "/care-messages");
    }

    private static List<Map<String, Object>> messages(String seller, String order) {
        return agent(seller)
                .queryParam("orderId", order)
                .get("/api/v1/sellers/" + seller + "/care-messages")
                .jsonPath()
                .getList("items");
    }

    private static Map<String, Object> awaitMessage(String seller, String order, String status) {
        return await("a message about " + order + " that is " + status)
                .atMost(PATIENCE)
                .until(() -> with(seller, order, status).findFirst(), found -> found.isPresent())
                .orElseThrow();
    }

    private static Stream<Map<String, Object>> with(String seller, String order, String status) {
        return messages(seller, order).stream().filter(message -> status.equals(message.get("status")));
    }

    private static RequestSpecification agent(String seller) {
        return caller(seller, "agent");
    }

    private static RequestSpecification supervisor(String seller) {
        return caller(seller, "supervisor");
    }

    private static RequestSpecification caller(String seller, String role) {
        return given().header("Authorization", "Bearer " + CareServers.token(seller, role));
    }
}
