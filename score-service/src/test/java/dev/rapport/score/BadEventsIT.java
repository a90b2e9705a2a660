package dev.rapport.score;

import static dev.rapport.score.Caller.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.rapport.events.Kind;
import dev.rapport.events.Topic;
import dev.rapport.score.engine.Facts;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** what cannot be true is set aside with its reason, counts for nothing, and stops nobody. */
@QuarkusTest
@WithTestResource(value = ScoreServiceServers.class, scope = TestResourceScope.GLOBAL)
class BadEventsIT {
    private static final Instant T = Instant.parse("2026-03-01T00:00:00Z");

    private static String turn(String openedAt, String answeredAt) {
        return """
                {"specversion":"1.0","id":"%1$s-%2$s","source":"/feeder","type":"rapport.turn.answered.v1","data":{"sellerId":"bad",
                 "conversationId":"c1","turnId":"t1","kind":"PRE_SALE","openedAt":"%1$s","answeredAt":"%2$s","handled":false}}
                """.formatted(openedAt, answeredAt);
    }

    @Test
    void shouldSetAsideWhatCannotBeTrueAndCountTheRest() throws Exception {
        Facts facts = new Facts("bad");
        try (Feeder feeder = new Feeder();
                TopicLog deadLetters = new TopicLog(Topic.DEAD_LETTERS, "bad")) {
            feeder.raw(Topic.MESSAGES, "bad", turn("1970-01-01T00:00:00Z", "1970-01-01T01:00:00Z"));
            feeder.raw(Topic.MESSAGES, "bad", turn("2100-01-01T00:00:00Z", "2100-01-01T01:00:00Z"));
            feeder.raw(Topic.MESSAGES, "bad", turn("2026-03-01T00:00:00Z", "2026-02-28T23:59:59Z"));
            feeder.raw(Topic.MESSAGES, "bad", """
                    {"specversion":"1.0","id":"negative","source":"/feeder","type":"rapport.turn.responded.v1","data":{"sellerId":"bad",
                     "conversationId":"c1","turnId":"t2","kind":"PRE_SALE","openedAt":"2026-03-01T00:00:00Z",
                     "respondedAt":"2026-03-01T00:01:00Z","by":"human","businessSeconds":-60}}
                    """);
            feeder.binary(facts.answered("t3", Kind.PRE_SALE, T, Duration.ofSeconds(-1), null));
            // Seventy years late is true enough: the distribution takes it, and nothing else suffers.
            feeder.binary(facts.answered("t4", Kind.PRE_SALE, T, Duration.ofDays(70 * 365), null));
            feeder.binary(facts.opened("t5", Kind.PRE_SALE, T, null));

            await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> as("viewer", "bad")
                    .queryParam("asOf", "2026-03-10T00:00:00Z")
                    .get("/api/v1/sellers/bad/score")
                    .then()
                    .statusCode(200)
                    .body("counters.turns_opened", equalTo(1))
                    .body("counters.answer_count", equalTo(1))
                    .body("counters.turns_answered_24h", equalTo(0))
                    .body("counters.first_response_count", equalTo(0)));
            await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> assertThat(deadLetters.records())
                    .hasSize(5)
                    .allSatisfy(letter -> {
                        assertThat(TopicLog.header(letter, "dlq-service")).isEqualTo("score-service");
                        assertThat(TopicLog.header(letter, "dlq-reason")).isNotEmpty();
                    }));
            List<String> reasons = deadLetters.records().stream()
                    .map(letter -> TopicLog.header(letter, "dlq-reason"))
                    .toList();
            assertThat(reasons)
                    .filteredOn(reason -> reason.startsWith("OUT_OF_RANGE"))
                    .hasSize(3);
            assertThat(reasons)
                    .filteredOn(reason -> reason.startsWith("NOT_APPLICABLE"))
                    .hasSize(2);
        }
    }
}
