package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.system.suite.RestClient;
import dev.rapport.system.suite.RestClient.Answer;
import dev.rapport.system.suite.RunningSuite;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Issue 6, audit log: the gateway dies while agents write, and nothing was done of which nobody knows. */
class AuditedWritesIT {

    private static final String SELLER = "audited-store";
    private static final String PATH = "/api/v1/sellers/" + SELLER;
    private static final int WRITES = 400;
    private static final int DEADLY = 150;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RunningSuite suite = RunningSuite.shared();
    private final RestClient admin = suite.gateway(Set.of(SELLER), Set.of("admin"));

    @Test
    void shouldKnowOfEveryWriteThatWasDoneThoughTheGatewayDied() {
        AtomicInteger next = new AtomicInteger();
        Map<String, Integer> answered = new ConcurrentHashMap<>();
        List<CompletableFuture<Void>> writers = IntStream.range(0, 4)
                .mapToObj(_ -> CompletableFuture.runAsync(() -> {
                    for (int n = next.incrementAndGet(); n <= WRITES; n = next.incrementAndGet()) {
                        write("a" + n, answered);
                    }
                }))
                .toList();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> answered.size() >= DEADLY);
        suite.launcher().kill("gateway");
        suite.startWhatIsGone();
        write("last", answered);
        writers.forEach(CompletableFuture::join);

        Set<String> done = new HashSet<>();
        pages(
                admin,
                PATH + "/agents?limit=200",
                item -> done.add(item.path("agentId").asText()));
        assertThat(done).contains("last").hasSizeGreaterThan(DEADLY);
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, JsonNode> entries = entries();
            assertThat(entries.keySet()).containsAll(done);
            // What was answered before the gateway died may have lost its outcome with it, but never its entry.
            answered.forEach((agent, status) -> {
                JsonNode entry = Objects.requireNonNull(
                        entries.get(agent), () -> agent + " answered " + status + " has no entry");
                String outcome = entry.path("outcome").asText();
                assertThat(outcome).as(agent).isIn(status < 300 ? "DONE" : "REFUSED", "UNKNOWN");
            });
            assertThat(Objects.requireNonNull(entries.get("last"))
                            .path("outcome")
                            .asText())
                    .isEqualTo("DONE");
            assertThat(entries.values().stream()
                            .filter(entry -> entry.path("outcome").asText().equals("UNKNOWN"))
                            .count())
                    .as("only those that were under way when it died")
                    .isLessThan(20);
        });
    }

    /** What is not answered is not written again: whether it was done is the question. */
    private void write(String agent, Map<String, Integer> answered) {
        try {
            Answer answer = admin.send("PUT", PATH + "/agents/" + agent, "{}", "application/json");
            if (answer.status() < 500) {
                answered.put(agent, answer.status());
            }
        } catch (UncheckedIOException died) {
            Thread.onSpinWait();
        }
    }

    private Map<String, JsonNode> entries() {
        Map<String, JsonNode> entries = new HashMap<>();
        List<String> twice = new ArrayList<>();
        pages(admin, PATH + "/audit?limit=200", entry -> {
            String agent = entry.path("ids").path("agentId").asText();
            if (!agent.isEmpty() && entries.put(agent, entry) != null) {
                twice.add(agent);
            }
        });
        assertThat(twice).isEmpty();
        return entries;
    }

    private static void pages(RestClient client, String path, Consumer<JsonNode> each) {
        String cursor = "";
        do {
            Answer page = client.get(path + cursor);
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            page.json().path("items").forEach(each);
            JsonNode next = page.json().path("next");
            cursor = next.isTextual() ? "&cursor=" + next.asText() : "";
        } while (!cursor.isEmpty());
    }
}
