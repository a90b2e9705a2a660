package dev.rapport.review.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.rapport.events.AccountType;
import dev.rapport.events.Buyer;
import dev.rapport.events.Decoded;
import dev.rapport.events.DispatchKind;
import dev.rapport.events.InboundEvent;
import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.InboundEvent.BuyerReviewRevised;
import dev.rapport.events.InboundEvent.SellerReviewReplyObserved;
import dev.rapport.events.MessageFact.PolicyViolated;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.ReviewFact.ReviewInvited;
import dev.rapport.events.ReviewFact.ReviewOverdue;
import dev.rapport.events.ReviewFact.ReviewReclassified;
import dev.rapport.events.ReviewFact.ReviewRevised;
import dev.rapport.events.ReviewFact.ReviewStageCompleted;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.events.Stage;
import dev.rapport.events.Topic;
import dev.rapport.policy.DefaultProfile;
import dev.rapport.policy.Packs;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done about reviews, over Kafka and REST. Each test has a seller of its own. */
@QuarkusTest
@QuarkusTestResource(ReviewServers.class)
class CaseworkIT {
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

    /** REV-02: told once, and not of those replied to in time; however the reply is heard of. */
    @Test
    void shouldTellOfReviewsThatWereNotRepliedToIn48Hours() {
        Instant posted = ago(Duration.ofDays(3));
        tell(
                "case-a",
                new SellerReviewReplyObserved("case-a", "in-time", "Thanks", posted.plusSeconds(60), null),
                review("case-a", "never", 2, "broken", posted),
                review("case-a", "in-time", 2, "broken", posted),
                review("case-a", "late", 2, "broken", posted),
                new SellerReviewReplyObserved("case-a", "late", "Sorry", posted.plus(Duration.ofHours(50)), null),
                review("case-a", "young", 5, "good", ago(Duration.ofHours(1))));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard("case-a", ReviewOverdue.class))
                .extracting(ReviewOverdue::reviewId)
                .filteredOn(review -> !review.startsWith("end-"))
                .containsExactlyInAnyOrder("never", "late"));
        assertThat(heard("case-a", ReviewOverdue.class))
                .filteredOn(overdue -> overdue.reviewId().equals("never"))
                .extracting(ReviewOverdue::dueAt)
                .containsExactly(posted.plus(Duration.ofHours(48)));
    }

    /** REV-03, REV-04, REV-05: apology, evidence, invitation in their order, and a revision that follows on it. */
    @Test
    void shouldLeadANegativeReviewThroughItsStages() {
        tell("case-b", review("case-b", "r1", 1, "The parcel never arrived", ago(Duration.ofMinutes(5))));
        agent("case-b")
                .get("/api/v1/sellers/case-b/reviews/r1")
                .then()
                .body("stages.name", contains("APOLOGY", "EVIDENCE", "INVITATION"))
                .body("stages.state", contains("RUNNING", "RUNNING", "RUNNING"));
        refused(invite("case-b", "r1"), 409, "EVIDENCE_MISSING", "REV-04");

        reply("case-b", "r1", "We are sorry and look for it.").then().statusCode(201);
        post("case-b", "r1", "evidence", Map.of()).then().statusCode(400);
        post("case-b", "r1", "evidence", Map.of("trackingNumber", "YT7"))
                .then()
                .statusCode(201)
                .body("stages.state", contains("COMPLETED", "COMPLETED", "RUNNING"))
                .body("stages[1].owner", equalTo("agent-1"));
        refused(post("case-b", "r1", "evidence", Map.of("note", "again")), 409, "STEP_DONE", "REV-03");
        agent("case-b")
                .get("/api/v1/sellers/case-b/reviews/r1/actions")
                .then()
                .body("items.action", contains("reply", "evidence", "invitation", "appeal"))
                .body("items.allowed", contains(true, false, true, true));
        invite("case-b", "r1").then().statusCode(201).body("invitedAt", notNullValue());
        refused(invite("case-b", "r1"), 409, "STEP_DONE", "REV-03");
        tell("case-b", new BuyerReviewRevised("case-b", "r1", 5, "It came after all", Instant.now()));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard("case-b", ReviewRevised.class))
                .extracting(ReviewRevised::invited)
                .containsExactly(true));
        assertThat(heard("case-b", ReviewStageCompleted.class))
                .extracting(ReviewStageCompleted::stage)
                .containsExactly(Stage.APOLOGY, Stage.EVIDENCE, Stage.INVITATION);
        assertThat(heard("case-b", ReviewInvited.class)).hasSize(1);
        assertThat(heard(Topic.OUTBOUND, "case-b", DispatchRequested.class))
                .extracting(DispatchRequested::what)
                .containsExactly(DispatchKind.REVIEW_REPLY, DispatchKind.INVITATION);
    }

    /** REV-04: on amazon the action is absent and refused with the rule's id. */
    @Test
    void shouldNotInviteWhereTheMarketplaceForbidsIt() {
        SellerChanged usual = DefaultProfile.of("case-c", Packs.load(null).pack("amazon", Instant.now()));
        topics.tell(
                "profile-c",
                List.of(new SellerChanged(
                        "case-c",
                        usual.marketplace(),
                        "amazon",
                        usual.zone(),
                        AccountType.ENTERPRISE,
                        true,
                        usual.fulfilment(),
                        usual.calendar(),
                        usual.languages())));
        tell("case-c", review("case-c", "r1", 1, "broken", ago(Duration.ofMinutes(5))));
        await().atMost(PATIENCE)
                .untilAsserted(() -> refused(invite("case-c", "r1"), 422, "INVITATION_FORBIDDEN", "REV-04"));
        agent("case-c")
                .get("/api/v1/sellers/case-c/reviews/r1/actions")
                .then()
                .body("items.action", contains("reply", "evidence", "appeal"));
    }

    /** REV-01: guess and correction are kept, the agreement is a figure; malicious ones lose their stages (REV-03). */
    @Test
    void shouldKeepGuessAndCorrection() {
        tell(
                "case-d",
                review("case-d", "r1", 1, "The parcel never arrived", ago(Duration.ofMinutes(9))),
                review("case-d", "r2", 2, "Late delivery", ago(Duration.ofMinutes(8))));
        refused(post("case-d", "r1", "classification", Map.of("class", "PRODUCT")), 403, "ROLE_REQUIRED", null);
        correct("case-d", "r1", "MALICIOUS")
                .then()
                .statusCode(201)
                .body("class", equalTo("MALICIOUS"))
                .body("guess", equalTo("LOGISTICS"))
                .body("stages", hasSize(0));
        correct("case-d", "r1", "SERVICE").then().statusCode(201).body("stages", hasSize(3));
        correct("case-d", "r2", "LOGISTICS").then().statusCode(201);
        correct("case-d", "r2", "NOISE").then().statusCode(400);
        correct("case-d", "nothing", "SERVICE").then().statusCode(404);

        agent("case-d")
                .get("/api/v1/sellers/case-d/review-insights")
                .then()
                .statusCode(200)
                .body("reviews", equalTo(2))
                .body("agreement", equalTo(0.5f))
                .body("classes.name", contains("LOGISTICS", "SERVICE"));
        agent("case-d")
                .queryParam("format", "csv")
                .get("/api/v1/sellers/case-d/review-insights")
                .then()
                .contentType(containsString("text/csv"))
                .body(containsString("LOGISTICS,1,0.5000"));
        agent("case-d")
                .queryParam("class", "SERVICE")
                .get("/api/v1/sellers/case-d/reviews")
                .then()
                .body("items.reviewId", contains("r1"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard("case-d", ReviewReclassified.class))
                .hasSize(2));
    }

    /** MSG-10, MSG-11: a reply to a review is screened like any text, and the attempt is written down. */
    @Test
    void shouldNotLetABlockedReplyLeave() {
        tell("case-e", review("case-e", "r1", 1, "broken", ago(Duration.ofMinutes(5))));
        reply("case-e", "r1", "Write to shop@example.com")
                .then()
                .statusCode(422)
                .body("code", equalTo("TEXT_BLOCKED"))
                .body("violations[0].rule", equalTo("MSG-10.email"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard("case-e", PolicyViolated.class))
                .hasSize(1));
        assertThat(heard(Topic.OUTBOUND, "case-e", DispatchRequested.class)).isEmpty();
    }

    private <E extends RapportEvent> List<E> heard(String seller, Class<E> type) {
        return heard(Topic.REVIEWS, seller, type);
    }

    private <E extends RapportEvent> List<E> heard(Topic topic, String seller, Class<E> type) {
        return topics.heard(topic, seller).stream()
                .map(Decoded.Event::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static Instant ago(Duration age) {
        return Instant.now().minus(age).truncatedTo(ChronoUnit.SECONDS);
    }

    private static BuyerReviewPosted review(String seller, String id, int stars, @Nullable String text, Instant at) {
        return new BuyerReviewPosted(
                seller, id, "o-" + id, "p1", new Buyer("b1", null, "ES", null), stars, null, text, at);
    }

    /** And waits until the last of them is there. */
    private void tell(String seller, InboundEvent... events) {
        String id = "end-" + Instant.now().toEpochMilli();
        topics.tell(seller + id + "-", List.of(events));
        topics.tell(seller + id, List.of(review(seller, id, 5, null, ago(Duration.ofDays(90)))));
        await().atMost(PATIENCE)
                .until(() -> agent(seller)
                                .get("/api/v1/sellers/" + seller + "/reviews/" + id)
                                .statusCode()
                        == 200);
    }

    private static Response reply(String seller, String review, String text) {
        return post(seller, review, "replies", Map.of("text", text));
    }

    private static Response invite(String seller, String review) {
        return agent(seller).post("/api/v1/sellers/" + seller + "/reviews/" + review + "/invitation");
    }

    private static Response post(String seller, String review, String what, Map<String, ?> body) {
        return agent(seller)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/sellers/" + seller + "/reviews/" + review + "/" + what);
    }

    private static Response correct(String seller, String review, String to) {
        return caller(seller, "supervisor")
                .contentType("application/json")
                .body(Map.of("class", to))
                .post("/api/v1/sellers/" + seller + "/reviews/" + review + "/classification");
    }

    private static void refused(Response response, int status, String code, @Nullable String rule) {
        response.then().statusCode(status).body("code", equalTo(code)).body("rule", equalTo(rule));
    }

    private static RequestSpecification agent(String seller) {
        return caller(seller, "agent");
    }

    private static RequestSpecification caller(String seller, String role) {
        return given().header("Authorization", "Bearer " + ReviewServers.token(seller, role));
    }
}
