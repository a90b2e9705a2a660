package dev.rapport.system.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.oracle.Figures;
import dev.rapport.system.oracle.Comparison;
import dev.rapport.system.oracle.Oracle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Holds what the suite answers against the oracle: every seller, instants all over its history, several windows. */
public final class FigureCheck {
    private static final int SHOWN = 20;

    private final RestClient client;
    private final Oracle oracle;
    private final long seed;

    /**
     * @param client who may read every seller
     * @param oracle what must be
     * @param seed of the instants asked for
     */
    public FigureCheck(RestClient client, Oracle oracle, long seed) {
        this.client = client;
        this.oracle = oracle;
        this.seed = seed;
    }

    /** Waits until the newest figures of every seller are right, at most that long. */
    public void awaitNewest(Duration atMost) {
        await().atMost(atMost).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            for (String seller : oracle.sellers()) {
                Instant end = oracle.bounds(seller).getLast().plus(Duration.ofDays(1));
                assertThat(differences(seller, end, 2160)).isEmpty();
            }
        });
    }

    /**
     * Compares everything.
     *
     * @param instants how many per seller
     * @param windows in hours
     * @return number of answers compared, all of them right
     */
    public int everywhere(int instants, int... windows) {
        Random random = new Random(seed);
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (String seller : oracle.sellers()) {
            for (Instant asOf : spread(oracle.bounds(seller), instants, random)) {
                for (int window : windows) {
                    wrong.addAll(differences(seller, asOf, window));
                    compared++;
                }
            }
        }
        assertThat(wrong.stream().limit(SHOWN).toList())
                .as("%d differences in %d answers, seed %d", wrong.size(), compared, seed)
                .isEmpty();
        return compared;
    }

    private List<String> differences(String seller, Instant asOf, int window) {
        Figures expected = oracle.at(seller, asOf, window);
        JsonNode answer = client.score(seller, asOf, window);
        List<String> found = new ArrayList<>();
        if (!answer.path("sellerId").asText().equals(seller)
                || answer.path("windowHours").asInt() != window
                || !Instant.parse(answer.path("asOf").asText()).equals(asOf)) {
            found.add("another question is answered: " + answer);
        }
        found.addAll(Comparison.differences(expected, answer));
        return found.stream()
                .map(difference -> seller + " at " + asOf + " over " + window + " h: " + difference)
                .toList();
    }

    /** Both ends, the hours around which things mature and leave, and odd instants in between. */
    static List<Instant> spread(List<Instant> bounds, int count, Random random) {
        if (bounds.isEmpty()) {
            return List.of(Instant.parse("2025-01-01T00:00:00Z"));
        }
        Instant first = bounds.getFirst();
        Instant last = bounds.getLast();
        List<Instant> instants = new ArrayList<>(List.of(
                first,
                first.plusSeconds(3599),
                last.plusSeconds(1799),
                last.plus(Duration.ofHours(24)),
                last.plus(Duration.ofHours(25)),
                last.plus(Duration.ofHours(719)).plusSeconds(3599)));
        long seconds = Duration.between(first, last).toSeconds();
        while (instants.size() < count) {
            Instant odd = first.plusSeconds(random.nextLong(seconds + 1));
            boolean onTheHour = random.nextInt(4) == 0;
            instants.add(onTheHour ? Instant.ofEpochSecond(odd.getEpochSecond() / 3600 * 3600) : odd);
        }
        return instants;
    }

    /**
     * The counters that depend on no order of arrival, of every seller over its whole last window.
     *
     * @param asOf the same for all
     * @param prefix taken off the sellers' ids
     */
    public Map<String, Map<String, Long>> commutative(Instant asOf, String prefix) {
        Map<String, Map<String, Long>> all = new TreeMap<>();
        for (String seller : oracle.sellers()) {
            Map<String, Long> counters = new TreeMap<>();
            JsonNode shown = client.score(seller, asOf, 2160).required("counters");
            for (String name : List.of(
                    "orders_placed",
                    "disputes_opened",
                    "reviews_posted",
                    "stars_sum",
                    "reviews_negative",
                    "reviews_staged",
                    "reviews_replied_48h")) {
                counters.put(name, shown.path(name).asLong(0));
            }
            all.put(seller.substring(prefix.length()), counters);
        }
        return all;
    }
}
