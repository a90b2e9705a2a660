package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rapport.events.InboundEvent;
import dev.rapport.events.InboundEvent.ViolationReported;
import dev.rapport.events.InboundEvent.ViolationWithdrawn;
import dev.rapport.events.MessageFact.PolicyViolated;
import dev.rapport.events.MessageFact.SendingFrozen;
import dev.rapport.events.MessageFact.SendingThawed;
import dev.rapport.events.MessageFact.ViolationCleared;
import dev.rapport.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MSG-11 over REST and Kafka: strikes, the freeze, and what takes them back. */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class StrikesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Topics topics = new Topics();

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void shouldFreezeSendingAtTheThirdReportedStrikeAndThawWhenOneIsWithdrawn() {
        Shop shop = new Shop("frozen");
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        topics.tell("e-", List.of(shop.asked("c1", "m1", now.minusSeconds(60))));
        topics.tell("v-", List.of(report(shop, "v1", now.minusSeconds(50)), report(shop, "v2", now.minusSeconds(40))));
        awaitUnspent(shop, 2);
        shop.reply("c1", "Hello").then().statusCode(201);
        shop.get("/conversations/c1/actions")
                .then()
                .statusCode(200)
                .body("items.find { it.action == 'reply' }.allowed", equalTo(true))
                .body("items.find { it.action == 'reply' }.remaining", equalTo(1));

        topics.tell("third-", List.of(report(shop, "v3", now.minusSeconds(30))));

        Instant thaws = now.minusSeconds(30).plus(Duration.ofHours(72));
        await().atMost(PATIENCE).until(() -> shop.get("/strikes").path("frozenUntil") != null);
        shop.get("/strikes")
                .then()
                .body("unspent", equalTo(0))
                .body("freezeAt", equalTo(3))
                .body("frozenUntil", equalTo(thaws.toString()))
                .body("items.violationId", equalTo(List.of("v3", "v2", "v1")))
                .body("items.strike", equalTo(List.of("spent", "spent", "spent")));
        shop.reply("c1", "Hello again")
                .then()
                .statusCode(423)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("SENDING_FROZEN"))
                .body("rule", equalTo("MSG-11"))
                .body("thawsAt", equalTo(thaws.toString()));
        shop.get("/conversations/c1/actions")
                .then()
                .body("items.find { it.action == 'reply' }.code", equalTo("SENDING_FROZEN"))
                .body("items.find { it.action == 'reply' }.resetsAt", equalTo(thaws.toString()));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("frozen", SendingFrozen.class, Topic.MESSAGES))
                        .containsExactly(new SendingFrozen("frozen", now.minusSeconds(30), thaws)));
        assertThat(topics.about("frozen", PolicyViolated.class, Topic.MESSAGES))
                .hasSize(3)
                .allMatch(PolicyViolated::strike);

        topics.tell("w-", List.of(new ViolationWithdrawn("frozen", "v2", now)));

        await().atMost(PATIENCE).until(() -> shop.get("/strikes").path("frozenUntil") == null);
        shop.get("/strikes").then().body("unspent", equalTo(2)).body("items[1].strike", equalTo("withdrawn"));
        shop.reply("c1", "Hello again").then().statusCode(201);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("frozen", SendingThawed.class, Topic.MESSAGES))
                        .containsExactly(new SendingThawed("frozen", now)));
        assertThat(topics.about("frozen", ViolationCleared.class, Topic.MESSAGES))
                .containsExactly(new ViolationCleared("frozen", now.minusSeconds(40)));
    }

    /** A strike reported twice, or taken back before it was reported, counts once or not at all. */
    @Test
    void shouldCountAStrikeOnceAndNoneThatWasTakenBackBefore() {
        Shop shop = new Shop("strike-order");
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        topics.tell(
                "v-",
                List.of(
                        new ViolationWithdrawn("strike-order", "v9", now),
                        report(shop, "v9", now.minusSeconds(50)),
                        report(shop, "v1", now.minusSeconds(40)),
                        report(shop, "v1", now.minusSeconds(40))));

        awaitUnspent(shop, 1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("strike-order", PolicyViolated.class, Topic.MESSAGES))
                        .hasSize(1));
    }

    /** History: a freeze of last year is told with its thaw, and nothing is frozen now. */
    @Test
    void shouldThawAFreezeOfHistoryAtItsOwnTime() {
        Shop shop = new Shop("old-freeze");
        Instant then = Instant.parse("2025-01-01T00:00:00Z");
        topics.tell(
                "v-",
                List.of(
                        report(shop, "v1", then),
                        report(shop, "v2", then.plusSeconds(1)),
                        report(shop, "v3", then.plusSeconds(2))));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("old-freeze", SendingFrozen.class, Topic.MESSAGES))
                        .hasSize(1));
        shop.get("/strikes").then().body("frozenUntil", nullValue()).body("unspent", equalTo(0));

        Instant thaw = then.plusSeconds(2).plus(Duration.ofHours(72));
        int[] n = {0};
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            topics.tell("later-" + n[0]++ + "-", List.of(shop.asked("c1", "m" + n[0], thaw.plus(Duration.ofDays(1)))));
            assertThat(topics.about("old-freeze", SendingThawed.class, Topic.MESSAGES))
                    .containsExactly(new SendingThawed("old-freeze", thaw));
        });
    }

    /** The same attempt under the same key is logged once, and refused the same way. */
    @Test
    void shouldLogABlockedAttemptOnceUnderAnIdempotencyKey() {
        Shop shop = new Shop("attempts");
        topics.tell("e-", List.of(shop.asked("c1", "m1", Instant.now().minusSeconds(60))));
        await().atMost(PATIENCE).until(() -> shop.get("/conversations/c1").statusCode() == 200);

        Response first = blocked(shop, "k1");
        Response again = blocked(shop, "k1");

        first.then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("TEXT_BLOCKED"))
                .body("unspentStrikes", equalTo(0))
                .body("freezeAt", equalTo(3));
        again.then().statusCode(422).header("Idempotent-Replay", equalTo("true"));
        assertThat(again.body().asString()).isEqualTo(first.body().asString());
        shop.get("/strikes")
                .then()
                .body("items.source", equalTo(List.of("attempt")))
                .body("items[0].strike", equalTo("none"))
                .body("items[0].agentId", equalTo("ana"));
    }

    /** Two agents at once: as many are sent as were sent before the third strike, and then none. */
    @Test
    void shouldLetNothingPassOnceTheFreezeIsKnownHoweverManySendAtOnce() throws Exception {
        Shop shop = new Shop("race");
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<InboundEvent> asked = new ArrayList<>();
        for (int c = 0; c < 8; c++) {
            asked.add(shop.asked("c" + c, "m1", now.minusSeconds(60)));
        }
        topics.tell("e-", asked);
        topics.tell("v-", List.of(report(shop, "v1", now.minusSeconds(50)), report(shop, "v2", now.minusSeconds(40))));
        awaitUnspent(shop, 2);

        List<Response> answers = new ArrayList<>();
        try (var agents = Executors.newFixedThreadPool(4)) {
            List<Callable<Response>> work = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                int n = i;
                work.add(() -> {
                    if (n == 20) {
                        topics.tell("third-", List.of(report(shop, "v3", now)));
                    }
                    return shop.reply("c" + n % 8, "Hello " + n);
                });
            }
            for (Future<Response> one : agents.invokeAll(work)) {
                answers.add(one.get());
            }
        }
        await().atMost(PATIENCE).until(() -> shop.get("/strikes").path("frozenUntil") != null);

        assertThat(answers)
                .extracting(Response::statusCode)
                .containsAnyOf(201, 423)
                .allMatch(s -> s == 201 || s == 423);
        shop.reply("c0", "Hello").then().statusCode(423);
        long stored = Database.rowsSeenBy("race", "message WHERE author = 'HUMAN'");
        assertThat(stored)
                .isEqualTo(answers.stream().filter(a -> a.statusCode() == 201).count());
    }

    private static Response blocked(Shop shop, String key) {
        return shop.as("ana", "agent")
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(Map.of("text", "Write to ana@example.com"))
                .post("/api/v1/sellers/" + shop.sellerId() + "/conversations/c1/replies");
    }

    private static ViolationReported report(Shop shop, String id, Instant at) {
        return new ViolationReported(shop.sellerId(), id, null, "contact-details", at);
    }

    private static void awaitUnspent(Shop shop, int unspent) {
        await().atMost(PATIENCE).until(() -> shop.get("/strikes").<Integer>path("unspent") == unspent);
    }
}
