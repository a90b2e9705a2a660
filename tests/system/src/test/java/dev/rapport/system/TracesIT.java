package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.local.suite.Service;
import dev.rapport.system.suite.OtlpReceiver;
import dev.rapport.system.suite.OtlpReceiver.SeenSpan;
import dev.rapport.system.suite.RestClient.Answer;
import dev.rapport.system.suite.RunningSuite;
import dev.rapport.system.world.Lines;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** architecture.md 10: one trace follows a reply from the REST call over the outbox and Kafka to the score. */
class TracesIT {
    private static final RunningSuite SUITE = RunningSuite.shared();
    private static final String SELLER = "traced-shop";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final OtlpReceiver RECEIVER = new OtlpReceiver();

    /** Only what a caller has decided to trace: nothing else of this run is told. */
    @BeforeAll
    static void threeServicesThatTellTraces() {
        SUITE.launcher()
                .startWith(Map.of(
                        "OTEL_SDK_DISABLED", "false",
                        "OTEL_TRACES_SAMPLER", "parentbased_always_off",
                        "OTEL_EXPORTER_OTLP_ENDPOINT", RECEIVER.endpoint()));
        for (Service service : List.of(Service.GATEWAY, Service.MESSAGE, Service.SCORE)) {
            SUITE.launcher().stop(service.label());
        }
        SUITE.startWhatIsGone();
        SUITE.launcher().startWith(Map.of());
    }

    @AfterAll
    static void end() {
        RECEIVER.close();
    }

    @Test
    void shouldFollowAReplyFromTheCallToTheScoreInOneTrace() {
        Instant asked = Instant.now().minus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.SECONDS);
        String question = new Lines("/traced").buyerMessage(SELLER, "tc1", "tm1", "AFTER_SALE", asked, "Is it blue?");
        Answer taken = SUITE.gateway(Set.of(SELLER), Set.of("feeder"))
                .send("POST", path("/inbound"), "[" + question + "]", "application/cloudevents-batch+json");
        assertThat(taken.status()).as(taken.text()).isEqualTo(200);

        await().atMost(PATIENCE).untilAsserted(() -> {
            Answer replied = SUITE.gateway(Set.of(SELLER), Set.of("agent"))
                    .send(
                            "POST",
                            path("/conversations/tc1/replies"),
                            "{\"text\":\"It is blue.\"}",
                            "application/json",
                            Map.of("traceparent", "00-" + TRACE + "-" + CALLER + "-01"));
            assertThat(replied.status()).as(replied.text()).isEqualTo(201);
        });

        // Each process tells its spans every few seconds.
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<SeenSpan> spans = RECEIVER.of(TRACE);
            assertThat(spans)
                    .extracting(span -> span.service() + ": " + span.name())
                    .contains(
                            "message-service: tell rapport.messages", "score-service: apply rapport.turn.answered.v1");
            SeenSpan end = spans.stream()
                    .filter(span -> span.name().equals("apply rapport.turn.answered.v1"))
                    .findFirst()
                    .orElseThrow();
            assertThat(cameFrom(end, spans))
                    .as("%s", spans)
                    .startsWith("message-service")
                    .endsWith("gateway");
        });
    }

    /** The services on the way from a span up to the caller's own. */
    private static List<String> cameFrom(SeenSpan span, List<SeenSpan> all) {
        List<String> way = new java.util.ArrayList<>();
        String parent = span.parent();
        while (!parent.equals(CALLER)) {
            String wanted = parent;
            SeenSpan above = all.stream()
                    .filter(one -> one.id().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no span " + wanted + " in " + all));
            way.add(above.service());
            parent = above.parent();
        }
        return way;
    }

    private static String path(String rest) {
        return "/api/v1/sellers/" + SELLER + rest;
    }
}
