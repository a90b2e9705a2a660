package dev.rapport.score.engine;

import dev.rapport.events.RapportEvent;
import dev.rapport.policy.Packs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Keeps in memory what the service keeps in tables, and applies batches to it in the same way. */
public final class MemoryLedger {
    static final Packs PACKS = Packs.load(null);

    private final Map<OnceKey, Long> once = new TreeMap<>();
    private final Map<ReviewKey, ReviewRow> reviews = new TreeMap<>();
    private final Map<HourKey, Counters> hours = new TreeMap<>();
    private final Map<Evidence.Key, Evidence> evidence = new HashMap<>();
    private final List<String> refused = new ArrayList<>();

    public static MemoryLedger of(List<? extends RapportEvent> events) {
        MemoryLedger ledger = new MemoryLedger();
        ledger.apply(events);
        return ledger;
    }

    public static MemoryLedger of(RapportEvent... events) {
        return of(List.of(events));
    }

    /** Applied in batches of up to 20. */
    public static MemoryLedger inBatches(List<RapportEvent> events, Random random) {
        MemoryLedger ledger = new MemoryLedger();
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(20));
            ledger.apply(events.subList(from, to));
            from = to;
        }
        return ledger;
    }

    void apply(List<? extends RapportEvent> batch) {
        Fold fold = new Fold();
        for (RapportEvent event : batch) {
            switch (fold.add(event)) {
                case Outcome.Folded _ -> {}
                case Outcome.Refused no -> refused.add(no.reason());
            }
        }
        Settled settled = fold.settle(once, reviews);
        settled.moved().forEach((key, hour) -> evidence.keySet()
                .removeIf(found -> found.ref().equals(key.id())
                        && found.kind() == Evidence.Kind.DISPUTE
                        && Hours.of(found.at()) == hour));
        settled.evidence().forEach(found -> evidence.merge(found.key(), found, Evidence::and));
        once.putAll(settled.once());
        reviews.putAll(settled.reviews());
        settled.deltas().forEach((key, delta) -> {
            Counters sum = hours.getOrDefault(key, Counters.EMPTY).plus(delta);
            if (sum.empty()) {
                hours.remove(key);
            } else {
                hours.put(key, sum);
            }
        });
    }

    Map<HourKey, Counters> hours() {
        return hours;
    }

    Map<Evidence.Key, Evidence> evidence() {
        return evidence;
    }

    public List<CountedHour> counted(Instant until) {
        List<CountedHour> counted = new ArrayList<>();
        hours.forEach((key, counters) -> {
            if (key.hour() <= Hours.of(until)) {
                counted.add(new CountedHour(key.hour(), counters));
            }
        });
        return counted;
    }

    List<String> refused() {
        return refused;
    }

    public WindowSums sums(String seller, Instant asOf, int windowHours, ScoreRules rules) {
        return sums(seller, Window.at(asOf, windowHours), rules);
    }

    public WindowSums sums(String seller, Window window, ScoreRules rules) {
        WindowSums sums = WindowSums.empty(window, rules);
        hours.forEach((key, counters) -> {
            if (key.sellerId().equals(seller)) {
                sums.add(key.hour(), counters);
            }
        });
        return sums;
    }

    public ScoreCard card(String seller, Instant asOf, int windowHours, ScoreRules rules) {
        return ScoreCard.of(sums(seller, asOf, windowHours, rules), rules);
    }

    public static ScoreRules rules(String pack) {
        return ScoreRules.of(PACKS.pack(pack, Instant.parse("2024-06-01T00:00:00Z")));
    }
}
