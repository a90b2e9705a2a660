package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.system.suite.ApiContract;
import dev.rapport.system.suite.ApiContract.Operation;
import dev.rapport.system.suite.RestClient;
import dev.rapport.system.suite.RestClient.Answer;
import dev.rapport.system.suite.RunningSuite;
import dev.rapport.system.world.FuzzedRequests;
import dev.rapport.system.world.FuzzedRequests.Fuzzed;
import dev.rapport.system.world.Lines;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every operation of the document, asked with whatever comes to a seeded mind: nothing fails on our side, and every answer is as the
 * document has it ({@link RestClient} holds each against it).
 */
class FuzzIT {

    private static final long SEED = Long.getLong("rapport.seed", 20_261_123L);
    private static final String SELLER = "fuzz-store";
    private static final Set<String> EVERY_ROLE = Set.of("agent", "supervisor", "admin", "feeder", "viewer");
    private static final RunningSuite SUITE = RunningSuite.shared();

    @BeforeAll
    static void aStoreWithSomethingOfEverything() {
        Instant at = Instant.now().minusSeconds(7_200);
        Lines lines = new Lines("/fuzz");
        String events = "["
                + String.join(
                        ",",
                        lines.buyerMessage(SELLER, "c1", "m1", "AFTER_SALE", at, "Where is my parcel?"),
                        lines.buyerMessage(SELLER, "c2", "m2", "PRE_SALE", at, "¿Hay talla 38?"),
                        lines.orderPlaced(SELLER, "o1", at),
                        lines.reviewPosted(SELLER, "r1", "o1", 1, at))
                + "]";
        Answer taken = SUITE.gateway(Set.of(SELLER), Set.of("feeder"))
                .send("POST", "/api/v1/sellers/" + SELLER + "/inbound", events, "application/cloudevents-batch+json");
        assertThat(taken.status()).as(taken.text()).isEqualTo(200);
    }

    @Test
    void shouldAnswerWhateverIsAskedAsTheDocumentHasIt() {
        ask(6);
    }

    @Test
    @Tag("long")
    void shouldAnswerForLongWhateverIsAskedAsTheDocumentHasIt() {
        ask(150);
    }

    private static void ask(int times) {
        ApiContract contract = SUITE.contract();
        RestClient client = SUITE.gateway(Set.of(SELLER), EVERY_ROLE);
        var fuzzed = new FuzzedRequests(SEED, contract, SELLER);
        List<String> faults = new ArrayList<>();
        var statuses = new TreeMap<Integer, Integer>();
        for (int round = 0; round < times; round++) {
            for (Operation operation : contract.operations()) {
                Fuzzed request = fuzzed.request(operation);
                try {
                    Answer answer = client.send(
                            operation.method(),
                            request.path(),
                            request.body(),
                            request.contentType(),
                            request.headers());
                    statuses.merge(answer.status(), 1, Integer::sum);
                    if (answer.status() >= 500) {
                        faults.add(operation.method() + " " + request + " -> " + answer.status() + " " + answer.text());
                    }
                } catch (AssertionError notAsDocumented) {
                    faults.add(request + ": " + notAsDocumented.getMessage());
                }
            }
        }
        System.out.println("Fuzzed with seed " + SEED + ", answers by status: " + statuses);
        assertThat(faults).as("seed %d, statuses %s", SEED, statuses).isEmpty();
        assertThat(statuses.keySet()).as("some of it is accepted").contains(200, 201);
    }
}
