package dev.rapport.system.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.oracle.Figures;
import dev.rapport.system.world.Lines;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A comparison that finds nothing wrong must be worth something: each single fault is found. */
class ComparisonTest {
    private static final Instant NOON = Instant.parse("2025-06-02T04:00:00Z");
    /** Stars are 5, 2, 3, 1, 2, 3; one dispute on six orders is worth nothing: 20·100 of 35. */
    private static final String RIGHT = """
            {"status":"scored","score":57.14,
             "counters":{"orders_placed":6,"disputes_opened":1,"reviews_posted":6,"reviews_posted.product":6,
                         "stars_sum":16,"reviews_negative":5,"reviews_staged":5,"stage_met.apology":5,"reviews_replied_48h":6},
             "metrics":{"dispute_rate":{"value":0.1667,"sample":6,"state":"red"},
                        "review_reply_rate_48h":{"value":1.0,"sample":6,"state":"ok"},
                        "stars_average":{"value":2.67,"sample":6,"state":"ok"}},
             "components":[{"name":"reviews","weight":20,"value":100.0},{"name":"disputes","weight":15,"value":0}]}
            """;

    private static Figures figures() {
        Lines lines = new Lines("/paper");
        List<String> world = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            world.add(lines.orderPlaced("s1", "o" + i, NOON));
            world.add(lines.reviewPosted("s1", "r" + i, "o" + i, i == 0 ? 5 : 1 + i % 3, NOON));
            world.add(lines.reviewReplied("s1", "r" + i, NOON.plusSeconds(60)));
        }
        world.add(lines.disputeOpened("s1", "d1", "o1", NOON));
        return new Oracle(InputEvent.parseAll(world)).at("s1", NOON.plusSeconds(600_000), 720);
    }

    private static JsonNode right() {
        try {
            return new ObjectMapper().readTree(RIGHT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldFindNothingWhenAllIsRight() {
        assertThat(Comparison.differences(figures(), right())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/counters, orders_placed, 7",
        "/counters, disputes_opened, 0",
        "/counters, messages_sent, 1",
        "/counters, reviews_posted.product, 5",
        "/counters, reviews_staged, 4",
        "/metrics/dispute_rate, value, 0.1668",
        "/metrics/dispute_rate, sample, 5",
        "/metrics/review_reply_rate_48h, value, 0.9999",
        "/components/0, value, 99.99",
        "/components/1, weight, 20",
        "'', score, 57.15"
    })
    void shouldFindASingleWrongNumber(String at, String field, double number) {
        assertThat(Comparison.differences(figures(), with(at, node -> node.put(field, number))))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/metrics/dispute_rate, state, warn",
        "/metrics/dispute_rate, state, absent",
        "'', status, insufficient-data"
    })
    void shouldFindASingleWrongWord(String at, String field, String word) {
        assertThat(Comparison.differences(figures(), with(at, node -> node.put(field, word))))
                .isNotEmpty();
    }

    @Test
    void shouldFindWhatIsMissing() {
        assertThat(Comparison.differences(figures(), with("/metrics", node -> node.remove("dispute_rate"))))
                .isNotEmpty();
        assertThat(Comparison.differences(figures(), with("", node -> node.putNull("score"))))
                .isNotEmpty();
    }

    private static JsonNode with(String at, Consumer<ObjectNode> fault) {
        JsonNode answer = right();
        fault.accept((ObjectNode) answer.at(at));
        return answer;
    }
}
