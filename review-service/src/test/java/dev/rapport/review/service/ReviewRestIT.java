package dev.rapport.review.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.rapport.events.AccountType;
import dev.rapport.events.Buyer;
import dev.rapport.events.Decoded;
import dev.rapport.events.DispatchKind;
import dev.rapport.events.Fulfilment;
import dev.rapport.events.InboundEvent;
import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.InboundEvent.BuyerReviewRevised;
import dev.rapport.events.InboundEvent.SellerReviewReplyObserved;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.events.ReviewFact.ReviewReplied;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.events.Topic;
import dev.rapport.policy.DefaultProfile;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reviews and replies over REST. Each test has a seller of its own. */
@QuarkusTest
@QuarkusTestResource(ReviewServers.class)
class ReviewRestIT {

    private static final Instant NOON = Instant.parse("2025-06-02T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @ConfigProperty(name = "RAPPORT_KAFKA")
    String kafka;

    private Topics topics;

    @BeforeEach
    void connect() {
        topics = new Topics(kafka);
    }

    @AfterEach
    void disconnect() {
        topics.close();
    }

    /** REV-01, REV-02, REV-05: the shape that clients rely on; what later rules fill is there and empty. */
    @Test
    void shouldShowAReviewAsItStands() {
        tell(
                "rest-a",
                posted("rest-a", "r1", 1, "The parcel never arrived"),
                new BuyerReviewRevised("rest-a", "r1", 4, "It came", NOON.plusSeconds(60)),
                new SellerReviewReplyObserved("rest-a", "r1", "Thank you", NOON.plusSeconds(90), null));

        agent("rest-a")
                .get("/api/v1/sellers/rest-a/reviews/r1")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("reviewId", equalTo("r1"))
                .body("orderId", equalTo("o-r1"))
                .body("stars", equalTo(4))
                .body("text", equalTo("It came"))
                .body("class", equalTo("LOGISTICS"))
                .body("classification.guess", equalTo("LOGISTICS"))
                .body("classification.corrected", nullValue())
                .body("classification.evidence.keyword", hasItem("parcel"))
                .body("postedAt", equalTo("2025-06-02T12:00:00Z"))
                .body("replyDueAt", equalTo("2025-06-04T12:00:00Z"))
                .body("reply.text", equalTo("Thank you"))
                .body("stages.state", contains("COMPLETED", "OVERDUE", "OVERDUE"))
                .body("appeal", nullValue())
                .body("hidden", equalTo(false))
                .body("pack", equalTo("aliexpress@2024-06"));
    }

    @Test
    void shouldPageThroughReviewsNewestFirstEachOnce() {
        List<InboundEvent> told = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            // Two at a time: the id decides between equals.
            told.add(posted("rest-b", "r%02d".formatted(i), 1 + i % 5, null, NOON.plusSeconds(i / 2)));
        }
        tell("rest-b", told.toArray(InboundEvent[]::new));

        List<String> seen = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Response page = agent("rest-b")
                    .queryParam("limit", 7)
                    .queryParam("cursor", cursor)
                    .get("/api/v1/sellers/rest-b/reviews");
            page.then().statusCode(200);
            seen.addAll(page.jsonPath().getList("items.reviewId", String.class));
            cursor = page.jsonPath().getString("next");
        }

        assertThat(seen).hasSize(26).doesNotHaveDuplicates();
        assertThat(seen.subList(0, 25)).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void shouldFilterByStarsAsTheyStandAndByClass() {
        tell(
                "rest-c",
                posted("rest-c", "r1", 1, "parcel lost"),
                new BuyerReviewRevised("rest-c", "r1", 5, null, NOON.plusSeconds(60)),
                posted("rest-c", "r2", 1, "rude seller, no reply"),
                posted("rest-c", "r3", 2, "broken"));

        list("rest-c", Map.of("stars", "1,2")).body("items.reviewId", contains("r3", "r2"));
        list("rest-c", Map.of("class", "SERVICE")).body("items.reviewId", contains("r2"));
        list("rest-c", Map.of("stars", "5", "class", "LOGISTICS")).body("items.reviewId", contains("r1"));
        for (var bad : Map.of("stars", "6", "class", "NOISE", "limit", "0").entrySet()) {
            problem(
                    agent("rest-c")
                            .queryParams(Map.of(bad.getKey(), bad.getValue()))
                            .get("/api/v1/sellers/rest-c/reviews"),
                    400,
                    "BAD_PARAMETER");
        }
        problem(agent("rest-c").queryParam("cursor", "xyz").get("/api/v1/sellers/rest-c/reviews"), 400, "BAD_CURSOR");
    }

    /** another seller's reviews are not there, whoever asks and however. */
    @Test
    void shouldKeepSellersApart() {
        tell("rest-d", posted("rest-d", "shared-id", 1, null));
        tell("rest-e", posted("rest-e", "shared-id", 5, null));

        agent("rest-d").get("/api/v1/sellers/rest-d/reviews/shared-id").then().body("stars", equalTo(1));
        agent("rest-e").get("/api/v1/sellers/rest-e/reviews/shared-id").then().body("stars", equalTo(5));
        problem(agent("rest-d").get("/api/v1/sellers/rest-e/reviews"), 404, "NOT_FOUND");
        problem(agent("rest-d").get("/api/v1/sellers/rest-e/reviews/shared-id"), 404, "NOT_FOUND");
        problem(reply(agent("rest-d"), "rest-e", "shared-id", "Hi"), 404, "NOT_FOUND");
        problem(given().get("/api/v1/sellers/rest-d/reviews"), 401, "UNAUTHENTICATED");
        problem(reply(caller("rest-d", "viewer"), "rest-d", "shared-id", "Hi"), 403, "ROLE_REQUIRED");
        agent("rest-nobody")
                .get("/api/v1/sellers/rest-nobody/reviews")
                .then()
                .statusCode(200)
                .body("items", equalTo(List.of()));
    }

    /** REV-02, MSG-15: stored, told as the first, and asked to be delivered; the second is no first. */
    @Test
    void shouldTakeRepliesTellTheFirstAndAskForTheirDelivery() {
        tell("rest-f", posted("rest-f", "r1", 1, "broken"));

        Response first = reply(agent("rest-f"), "rest-f", "r1", "We are sorry 🙏");
        first.then()
                .statusCode(201)
                .header("Location", equalTo("/api/v1/sellers/rest-f/reviews/r1"))
                .header("ETag", equalTo("\"2\""))
                .body("text", equalTo("We are sorry 🙏"))
                .body("delivery.state", equalTo("accepted"));
        reply(agent("rest-f"), "rest-f", "r1", "Another is on its way").then().statusCode(201);

        agent("rest-f")
                .get("/api/v1/sellers/rest-f/reviews/r1")
                .then()
                .body("reply.text", equalTo("Another is on its way"))
                .body("reply.agentId", equalTo("agent-1"))
                .body("repliedAt", equalTo(first.jsonPath().getString("repliedAt")));
        await().atMost(PATIENCE).until(() -> dispatched("rest-f").size() == 2);
        DispatchRequested asked = dispatched("rest-f").getFirst();
        assertThat(asked.what()).isEqualTo(DispatchKind.REVIEW_REPLY);
        assertThat(asked.reviewId()).isEqualTo("r1");
        assertThat(asked.orderId()).isEqualTo("o-r1");
        assertThat(asked.buyerId()).isEqualTo("b1");
        assertThat(asked.text()).isEqualTo("We are sorry 🙏");
        assertThat(asked.attempt()).isEqualTo(1);
        assertThat(asked.dispatchId()).isEqualTo(first.jsonPath().getString("delivery.dispatchId"));
        assertThat(topics.heard(Topic.REVIEWS, "rest-f"))
                .extracting(Decoded.Event::event)
                .filteredOn(ReviewReplied.class::isInstance)
                .containsExactly(new ReviewReplied(
                        "rest-f", "r1", NOON, Instant.parse(first.jsonPath().getString("repliedAt"))));
    }

    /** MSG-02: our reply comes back as observed and stays one reply. */
    @Test
    void shouldKnowItsOwnReplyWhenItComesBack() {
        tell("rest-g", posted("rest-g", "r1", 1, "broken"));
        Response sent = reply(agent("rest-g"), "rest-g", "r1", "We are sorry");
        String dispatch = sent.jsonPath().getString("delivery.dispatchId");
        Instant at = Instant.parse(sent.jsonPath().getString("repliedAt"));

        topics.tell(
                "echo-",
                List.of(
                        new SellerReviewReplyObserved("rest-g", "r1", "We are sorry", at.plusSeconds(5), dispatch),
                        new SellerReviewReplyObserved("rest-g", "r1", "we are  SORRY.", at.plusSeconds(9), null),
                        posted("rest-g", "after", 5, null)));
        await().atMost(PATIENCE).until(() -> exists("rest-g", "after"));

        agent("rest-g")
                .get("/api/v1/sellers/rest-g/reviews/r1")
                .then()
                .header("ETag", equalTo("\"2\""))
                .body("reply.dispatchId", equalTo(dispatch));
    }

    @Test
    void shouldGiveTheSameAnswerToTheSameIdempotencyKey() {
        tell("rest-h", posted("rest-h", "r1", 1, null));

        Response once = reply(agent("rest-h").header("Idempotency-Key", "k1"), "rest-h", "r1", "Sorry");
        Response again = reply(agent("rest-h").header("Idempotency-Key", "k1"), "rest-h", "r1", "Sorry");
        Response other = reply(agent("rest-h").header("Idempotency-Key", "k1"), "rest-h", "r1", "Not the same");

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(again.asString()).isEqualTo(once.asString());
        problem(other, 422, "IDEMPOTENCY_KEY_REUSED");
        await().atMost(PATIENCE).until(() -> dispatched("rest-h").size() == 1);
    }

    /** every refusal says its code and its rule; a refused reply leaves no trace. */
    @Test
    void shouldRefuseWhatCannotBeSent() {
        topics.tell("amazon-", List.of(amazonSeller("rest-i")));
        tell("rest-i", posted("rest-i", "r1", 1, null));
        tell("rest-j", posted("rest-j", "r1", 1, null));

        problem(reply(agent("rest-j"), "rest-j", "unknown", "Hi"), 404, "NOT_FOUND");
        problem(body("rest-j", "{}"), 400, "MALFORMED_BODY");
        problem(body("rest-j", "{\"text\":null}"), 400, "MALFORMED_BODY");
        problem(body("rest-j", "{\"text\":{}}"), 400, "MALFORMED_BODY");
        problem(body("rest-j", "{\"text\":"), 400, "MALFORMED_BODY");
        problem(body("rest-j", ""), 400, "MALFORMED_BODY");
        problem(body("rest-j", "{\"text\":\" \\n\"}"), 422, "TEXT_EMPTY").body("rule", equalTo("MSG-20"));
        problem(body("rest-j", "{\"text\":\"a\\u0000b\"}"), 422, "TEXT_HAS_CONTROL_CHARACTERS");
        problem(body("rest-j", "{\"text\":\"a\\ud800b\"}"), 422, "TEXT_HAS_UNPAIRED_SURROGATES");
        problem(reply(agent("rest-j"), "rest-j", "r1", "x".repeat(1001)), 422, "TEXT_TOO_LONG")
                .body("violations[0].span.start", equalTo(1000))
                .body("maxLength", equalTo(1000));
        problem(
                agent("rest-j").contentType("text/plain").body("Hi").post("/api/v1/sellers/rest-j/reviews/r1/replies"),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        problem(reply(agent("rest-j").header("If-Match", "\"9\""), "rest-j", "r1", "Hi"), 412, "STALE");

        agent("rest-j").get("/api/v1/sellers/rest-j/reviews/r1").then().body("reply", nullValue());
        assertThat(dispatched("rest-j")).isEmpty();
        // MSG-20: amazon takes longer texts and no HTML.
        await().atMost(PATIENCE)
                .until(() ->
                        reply(agent("rest-i"), "rest-i", "r1", "<b>Sorry</b>").statusCode() == 422);
        problem(reply(agent("rest-i"), "rest-i", "r1", "<b>Sorry</b>"), 422, "TEXT_HAS_MARKUP");
        reply(agent("rest-i"), "rest-i", "r1", "x".repeat(2000)).then().statusCode(201);
    }

    /** Tells it and waits until a last review of the seller can be read. */
    private void tell(String seller, InboundEvent... events) {
        List<InboundEvent> all = new ArrayList<>(List.of(events));
        all.add(posted(seller, "zz-end", 5, null, NOON.minusSeconds(3600)));
        topics.tell(seller + "-", all);
        await().atMost(PATIENCE).until(() -> exists(seller, "zz-end"));
    }

    private boolean exists(String seller, String review) {
        return agent(seller)
                        .get("/api/v1/sellers/" + seller + "/reviews/" + review)
                        .statusCode()
                == 200;
    }

    private List<DispatchRequested> dispatched(String seller) {
        return topics.heard(Topic.OUTBOUND, seller).stream()
                .map(one -> (DispatchRequested) one.event())
                .toList();
    }

    private static RequestSpecification agent(String seller) {
        return caller(seller, "agent");
    }

    private static RequestSpecification caller(String seller, String role) {
        return given().auth().oauth2(ReviewServers.token(seller, role));
    }

    private static ValidatableResponse list(String seller, Map<String, String> filters) {
        return agent(seller)
                .queryParams(filters)
                .get("/api/v1/sellers/" + seller + "/reviews")
                .then()
                .statusCode(200);
    }

    private static Response reply(RequestSpecification as, String seller, String review, String text) {
        return as.contentType("application/json")
                .body(Map.of("text", text))
                .post("/api/v1/sellers/" + seller + "/reviews/" + review + "/replies");
    }

    private static Response body(String seller, String json) {
        return agent(seller)
                .contentType("application/json")
                .body(json)
                .post("/api/v1/sellers/" + seller + "/reviews/r1/replies");
    }

    private static ValidatableResponse problem(Response answer, int status, String code) {
        return answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("status", equalTo(status));
    }

    private static SellerChanged amazonSeller(String seller) {
        SellerChanged usual = DefaultProfile.of(seller);
        return new SellerChanged(
                seller,
                "amazon",
                "amazon",
                usual.zone(),
                AccountType.ENTERPRISE,
                true,
                Fulfilment.SELF,
                usual.calendar(),
                List.of("en"));
    }

    private static BuyerReviewPosted posted(String seller, String review, int stars, @Nullable String text) {
        return posted(seller, review, stars, text, NOON);
    }

    private static BuyerReviewPosted posted(
            String seller, String review, int stars, @Nullable String text, Instant at) {
        Buyer buyer = new Buyer("b1", null, "ES", null);
        return new BuyerReviewPosted(seller, review, "o-" + review, "p1", buyer, stars, null, text, at);
    }
}
