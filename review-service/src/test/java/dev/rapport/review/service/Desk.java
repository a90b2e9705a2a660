package dev.rapport.review.service;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.rapport.events.Buyer;
import dev.rapport.events.Decoded;
import dev.rapport.events.InboundEvent;
import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Topic;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One seller's desk: what is told of it, what it says, what its people ask and do. */
final class Desk implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String seller;
    private final Topics topics;

    Desk(String kafka, String seller) {
        this.seller = seller;
        this.topics = new Topics(kafka);
    }

    static Instant ago(Duration age) {
        return Instant.now().minus(age).truncatedTo(ChronoUnit.SECONDS);
    }

    BuyerReviewPosted review(String id, String buyer, int stars, @Nullable String text, Instant at) {
        return new BuyerReviewPosted(
                seller, id, "o-" + id, "p-" + id, new Buyer(buyer, null, "ES", null), stars, null, text, at);
    }

    /** Tells these and waits until the last of them is there. */
    void tell(InboundEvent... events) {
        String id = "end-" + UUID.randomUUID();
        topics.tell(seller + id + "-", List.of(events));
        topics.tell(seller + id, List.of(review(id, "nobody-" + id, 5, null, ago(Duration.ofDays(90)))));
        await().atMost(PATIENCE).until(() -> get("reviews/" + id).statusCode() == 200);
    }

    <E extends RapportEvent> List<E> heard(Topic topic, Class<E> type) {
        return topics.heard(topic, seller).stream()
                .map(Decoded.Event::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    Response get(String path) {
        return as("agent").get("/api/v1/sellers/" + seller + "/" + path);
    }

    Response post(String path, Map<String, ?> body) {
        return as("supervisor")
                .contentType("application/json")
                .body(body)
                .post("/api/v1/sellers/" + seller + "/" + path);
    }

    RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + ReviewServers.token(seller, role));
    }

    @Override
    public void close() {
        topics.close();
    }
}
