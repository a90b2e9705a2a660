package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.rapport.events.AlertEvent.AlertRaised;
import dev.rapport.events.AlertEvent.AlertResolved;
import dev.rapport.events.MessageFact.TurnOverdue;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MSG-04 and Time passing through the real service: warnings and breaches of clocks, of the present and of history. */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class TimePassingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Topics topics = new Topics();

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void shouldTellABreachWhenItIsDueAndResolveItsAlertWhenAnswered() {
        Shop shop = new Shop("overdue");
        topics.profile(shop, "amazon");
        Instant due = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(5);
        Instant opened = due.minus(Duration.ofHours(24));
        topics.tell("e-", List.of(shop.asked("c1", "m1", opened)));
        awaitConversation(shop, "c1");
        shop.get("/conversations/c1").then().body("clocks.find { it.name == 'answer' }.state", equalTo("warned"));

        awaitAnswerOverdue(shop, due.minusSeconds(10));

        assertThat(Instant.now()).isAfter(due);
        shop.get("/conversations/c1")
                .then()
                .body("status", equalTo("UNANSWERED"))
                .body("clocks.find { it.name == 'answer' }.state", equalTo("breached"));
        assertThat(topics.about("overdue", TurnOverdue.class, Topic.MESSAGES))
                .filteredOn(fact -> fact.clock().equals("answer"))
                .singleElement()
                .satisfies(fact -> {
                    assertThat(fact.dueAt()).isEqualTo(due);
                    assertThat(fact.openedAt()).isEqualTo(opened);
                });
        assertThat(clocks(shop)).containsOnlyOnce("first-response");
        String alert = alerts(shop, AlertRaised.class).stream()
                .filter(raised -> raised.rule().equals("clock-breached")
                        && raised.subject().endsWith("clock answer"))
                .findFirst()
                .orElseThrow()
                .alertId();

        shop.reply("c1", "Sorry for the wait").then().statusCode(201);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.about("overdue", AlertResolved.class, Topic.ALERTS))
                        .extracting(AlertResolved::alertId)
                        .contains(alert));
    }

    /** History: the fact is written as soon as the seller's events are past it, and nobody is disturbed. */
    @Test
    void shouldWriteTheBreachesOfHistoryAndDisturbNobody() {
        Shop shop = new Shop("history");
        topics.profile(shop, "amazon");
        Instant opened = Instant.parse("2024-07-02T02:00:00Z");
        topics.tell("e-", List.of(shop.asked("c1", "m1", opened)));
        awaitConversation(shop, "c1");

        awaitAnswerOverdue(shop, opened.plus(Duration.ofDays(9)));

        assertThat(clocks(shop)).contains("first-response", "answer", "house");
        assertThat(alerts(shop, AlertRaised.class)).isEmpty();
    }

    /** Time passing: a late answer that is published already is applied before anything is told. */
    @Test
    void shouldTellNothingThatAnAnswerInTimeDisproves() {
        Shop shop = new Shop("in-time");
        topics.profile(shop, "amazon");
        Instant opened = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(30));
        topics.tell(
                "e-",
                List.of(
                        shop.asked("c1", "m1", opened),
                        shop.answered("c1", "r1", opened.plusSeconds(60), false),
                        shop.asked("c2", "m1", opened.plusSeconds(90))));
        awaitConversation(shop, "c2");
        awaitAnswerOverdue(shop, Instant.now().truncatedTo(ChronoUnit.SECONDS));

        assertThat(topics.about("in-time", TurnOverdue.class, Topic.MESSAGES))
                .extracting(TurnOverdue::conversationId)
                .containsOnly("c2");
    }

    /**
     * Waits, while the seller's events go on past every mark of long ago, so that none has to wait for the seller to be quiet. What comes
     * within two seconds of the event before may not be noted; one of these is.
     */
    private void awaitAnswerOverdue(Shop shop, Instant later) {
        int[] n = {0};
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            topics.tell("later-" + n[0]++ + "-", List.of(shop.asked("later", "m" + n[0], later)));
            return clocks(shop).contains("answer");
        });
    }

    private List<String> clocks(Shop shop) {
        return topics.about(shop.sellerId(), TurnOverdue.class, Topic.MESSAGES).stream()
                .map(TurnOverdue::clock)
                .toList();
    }

    private <T extends RapportEvent> List<T> alerts(Shop shop, Class<T> type) {
        return topics.about(shop.sellerId(), type, Topic.ALERTS);
    }

    private static void awaitConversation(Shop shop, String conversation) {
        await("conversation " + conversation)
                .atMost(PATIENCE)
                .until(() -> shop.get("/conversations/" + conversation).statusCode() == 200);
    }
}
