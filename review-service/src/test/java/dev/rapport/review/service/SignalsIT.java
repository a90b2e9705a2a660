package dev.rapport.review.service;

import static dev.rapport.review.service.Desk.ago;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.rapport.events.Address;
import dev.rapport.events.Buyer;
import dev.rapport.events.InboundEvent;
import dev.rapport.events.InboundEvent.DisputeOpened;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.Money;
import dev.rapport.events.ReviewClass;
import dev.rapport.events.ReviewFact.ReviewReceived;
import dev.rapport.events.ReviewFact.ReviewReclassified;
import dev.rapport.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** REV-01: what speaks for malice beside words, over Kafka and REST. */
@QuarkusTest
@QuarkusTestResource(ReviewServers.class)
class SignalsIT {
    @ConfigProperty(name = "RAPPORT_KAFKA")
    String kafka;

    /** Seven bad reviews are shown, an eighth case decides: a dispute whose order is heard of last. Reviews come newest first. */
    @Test
    void shouldCallItMaliciousWhenOneBuyerHasVeryManyCases() {
        try (Desk desk = new Desk(kafka, "sig-a")) {
            List<InboundEvent> told = new ArrayList<>();
            for (int i = 7; i >= 1; i--) {
                told.add(desk.review("r" + i, "b1", 1, "The parcel never arrived", ago(Duration.ofDays(10 - i))));
            }
            told.add(new DisputeOpened("sig-a", "d1", "o-x", null, null, null, ago(Duration.ofDays(6)), null));
            desk.tell(told.toArray(InboundEvent[]::new));
            desk.get("reviews/r2").then().body("classification.signals", hasSize(0));
            desk.get("reviews/r7")
                    .then()
                    .body("class", equalTo("LOGISTICS"))
                    .body("classification.signals.kind", contains("MANY_CASES_OF_BUYER"))
                    .body("classification.signals[0].count", equalTo(7))
                    .body("stages", hasSize(3));

            desk.tell(order("sig-a", "o-x", "b1", null));

            desk.get("reviews/r7")
                    .then()
                    .body("class", equalTo("MALICIOUS"))
                    .body("classification.guess", equalTo("MALICIOUS"))
                    .body("classification.signals[0].count", equalTo(8))
                    .body("stages", hasSize(0));
            desk.get("reviews/r6").then().body("class", equalTo("LOGISTICS"));
            await().atMost(Desk.PATIENCE).untilAsserted(() -> assertThat(
                            desk.heard(Topic.REVIEWS, ReviewReclassified.class))
                    .extracting(ReviewReclassified::reviewId, ReviewReclassified::before, ReviewReclassified::after)
                    .containsExactly(tuple("r7", ReviewClass.LOGISTICS, ReviewClass.MALICIOUS)));
            assertThat(desk.heard(Topic.REVIEWS, ReviewReceived.class))
                    .filteredOn(received -> received.reviewId().equals("r7"))
                    .as("what was told of it when it came was by its words")
                    .extracting(ReviewReceived::reviewClass)
                    .containsExactly(ReviewClass.LOGISTICS);
        }
    }

    /** Praise under one star is shown; with many cases at one post-office box it decides. A supervisor's word stands. */
    @Test
    void shouldWeighTwoSignalsTogether() {
        try (Desk desk = new Desk(kafka, "sig-b")) {
            Address box = new Address("ES", "Madrid", true);
            desk.tell(
                    desk.review("alone", "b0", 1, "Excellent, I recommend it", ago(Duration.ofDays(2))),
                    desk.review("negated", "b0", 1, "Not excellent at all", ago(Duration.ofDays(2))),
                    order("sig-b", "o-r1", "b1", box),
                    order("sig-b", "o-r2", "b2", box),
                    order("sig-b", "o-r3", "b3", box),
                    order("sig-b", "o-r4", "b4", box),
                    desk.review("r1", "b1", 1, "bad quality", ago(Duration.ofDays(5))),
                    desk.review("r2", "b2", 1, "bad quality", ago(Duration.ofDays(4))),
                    desk.review("r3", "b3", 1, "bad quality", ago(Duration.ofDays(3))),
                    desk.review("r4", "b4", 1, "Perfect quality", ago(Duration.ofDays(2))));
            desk.get("reviews/alone")
                    .then()
                    .body("class", equalTo("PRODUCT"))
                    .body("classification.signals.kind", contains("CONTRADICTION"));
            desk.get("reviews/negated").then().body("classification.signals", hasSize(0));
            desk.get("reviews/r3")
                    .then()
                    .body("class", equalTo("PRODUCT"))
                    .body("classification.signals.kind", contains("MANY_CASES_OF_PO_BOX"));
            desk.get("reviews/r4")
                    .then()
                    .body("class", equalTo("MALICIOUS"))
                    .body("classification.signals.kind", contains("MANY_CASES_OF_PO_BOX", "CONTRADICTION"));

            desk.post("reviews/r4/classification", Map.of("class", "PRODUCT"))
                    .then()
                    .statusCode(201);
            desk.tell(desk.review("r5", "b4", 1, "bad quality", ago(Duration.ofDays(1))));
            desk.get("reviews/r4")
                    .then()
                    .body("class", equalTo("PRODUCT"))
                    .body("classification.guess", equalTo("MALICIOUS"))
                    .body("classification.corrected", equalTo("PRODUCT"))
                    .body("stages", hasSize(3));
        }
    }

    private static OrderPlaced order(String seller, String id, String buyer, @Nullable Address to) {
        Instant placed = ago(Duration.ofDays(12));
        Money amount = Money.of("USD", "10.00");
        return new OrderPlaced(seller, id, new Buyer(buyer, null, "ES", null), List.of(), amount, placed, null, to);
    }
}
