package dev.rapport.care.service;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.rapport.care.intake.CareServers;
import dev.rapport.care.intake.Marketplace;
import dev.rapport.events.AccountType;
import dev.rapport.events.Buyer;
import dev.rapport.events.InboundEvent;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.InboundEvent.OrderShipped;
import dev.rapport.events.Money;
import dev.rapport.events.ScoreEvent.ScoreChanged;
import dev.rapport.events.ScoreStatus;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.events.Standing;
import dev.rapport.policy.DefaultProfile;
import dev.rapport.policy.Packs;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One seller's desk: what is told of it, and what its people ask and do. */
final class CareDesk implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Awake all day and night, so that the hour of the test does not matter. */
    static final Map<String, String> AWAKE = Map.of("from", "00:00", "to", "00:01");

    final String seller;
    private final Marketplace marketplace;

    /** A verified enterprise on aliexpress. */
    CareDesk(String kafka, String seller) {
        this.seller = seller;
        this.marketplace = new Marketplace(kafka);
        SellerChanged usual = DefaultProfile.of(seller, Packs.load(null).pack("aliexpress", Instant.now()));
        marketplace.tell(
                "profile-" + seller,
                List.of(new SellerChanged(
                        seller,
                        usual.marketplace(),
                        usual.pack(),
                        usual.zone(),
                        AccountType.ENTERPRISE,
                        true,
                        usual.fulfilment(),
                        usual.calendar(),
                        usual.languages())));
        String probe = rule(Map.of("trigger", "SHIPPED", "template", "x", "on", false));
        awaitEligible(probe, true);
        as("supervisor").header("If-Match", "\"1\"").delete(path("care-rules/" + probe));
    }

    static Instant daysAgo(double days) {
        return Instant.ofEpochSecond(Instant.now().getEpochSecond() - Math.round(days * 86_400));
    }

    OrderPlaced placed(String order, String buyer, double daysAgo) {
        return placed(order, buyer, "ES", daysAgo, null);
    }

    OrderPlaced placed(String order, String buyer, String country, double daysAgo, @Nullable Instant shipBy) {
        return new OrderPlaced(
                seller,
                order,
                new Buyer(buyer, null, country, null),
                List.of(),
                Money.of("EUR", "20.00"),
                daysAgo(daysAgo),
                shipBy,
                null);
    }

    OrderShipped shipped(String order, double daysAgo) {
        return new OrderShipped(seller, order, "YT", "YT" + order, daysAgo(daysAgo));
    }

    /** And an order of this moment behind them: by it the seller's time has passed all that was due before. */
    void tell(InboundEvent... events) {
        List<InboundEvent> told = new ArrayList<>(List.of(events));
        String id = UUID.randomUUID().toString();
        told.add(placed("tick-" + id, "nobody-" + id, 0));
        marketplace.tell("desk-" + seller + "-" + id + "-", told);
    }

    /** Lines of CloudEvents as they are, under this seller's key. */
    void tellRaw(String... lines) {
        marketplace.tellStructured(seller, List.of(lines));
    }

    /** What rapport.scores says of it now; waits until that is known here. */
    void scored(String probe, @Nullable Double score, @Nullable Instant frozenUntil, boolean eligible) {
        marketplace.tell(
                "score-" + seller + UUID.randomUUID(),
                List.of(new ScoreChanged(
                        seller,
                        score,
                        score == null ? ScoreStatus.INSUFFICIENT_DATA : ScoreStatus.SCORED,
                        new Standing(List.of()),
                        Map.of(),
                        frozenUntil,
                        Instant.now())));
        awaitEligible(probe, eligible);
    }

    private void awaitEligible(String probe, boolean eligible) {
        await().atMost(PATIENCE)
                .until(() ->
                        as("viewer").get(path("care-rules/" + probe)).jsonPath().getBoolean("eligibility.eligible")
                                == eligible);
    }

    /** @return the rule's id */
    String rule(Map<String, ?> rule) {
        Response created = post("care-rules", rule);
        created.then().statusCode(201);
        return created.jsonPath().getString("ruleId");
    }

    String rule(String trigger, String channel, String template) {
        return rule(Map.of("trigger", trigger, "channel", channel, "template", template, "quietHours", AWAKE));
    }

    Response post(String path, Map<String, ?> body) {
        return as("supervisor").contentType("application/json").body(body).post(path(path));
    }

    Response get(String path) {
        return as("agent").get(path(path));
    }

    RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + CareServers.token(seller, role));
    }

    String path(String rest) {
        return "/api/v1/sellers/" + seller + "/" + rest;
    }

    Map<String, Object> awaitMessage(String order, String status) {
        return await("a message about " + order + " that is " + status)
                .atMost(PATIENCE)
                .until(
                        () ->
                                get("care-messages?orderId=" + order)
                                        .jsonPath()
                                        .<Map<String, Object>>getList("items")
                                        .stream()
                                        .filter(message -> status.equals(message.get("status")))
                                        .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    @Override
    public void close() {
        marketplace.close();
    }
}
