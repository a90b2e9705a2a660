package dev.rapport.kit.inbox;

import dev.rapport.events.RejectReason;
import dev.rapport.events.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a consumer tells of itself. No meter carries a seller. */
final class InboxMeters {

    private final Counter fresh;
    private final Counter repeated;
    private final Counter lost;
    private final Counter failed;
    private final Map<Incoming.Passed.Why, Counter> passed = new EnumMap<>(Incoming.Passed.Why.class);
    private final Map<RejectReason, Counter> refused = new EnumMap<>(RejectReason.class);
    private final Timer batches;
    /** By topic and number of the consumer. */
    private final Map<Topic, Map<Integer, Long>> lag = new ConcurrentHashMap<>();
    /** By number of the consumer. */
    private final Map<Integer, Integer> connections = new ConcurrentHashMap<>();

    InboxMeters(MeterRegistry registry, Subscription subscription) {
        String consumer = subscription.group();
        fresh = events(registry, consumer, "applied");
        repeated = events(registry, consumer, "repeated");
        for (Incoming.Passed.Why why : Incoming.Passed.Why.values()) {
            passed.put(
                    why,
                    events(
                            registry,
                            consumer,
                            why.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')));
        }
        for (RejectReason reason : RejectReason.values()) {
            refused.put(
                    reason,
                    Counter.builder("rapport.inbox.dead.letters")
                            .description("Records set aside, by reason")
                            .tags("consumer", consumer, "reason", reason.name())
                            .register(registry));
        }
        lost = Counter.builder("rapport.inbox.lost.partitions")
                .description("Batches rolled back because another consumer had moved the offset")
                .tags("consumer", consumer)
                .register(registry);
        failed = Counter.builder("rapport.inbox.failures")
                .description("Batches rolled back and waited for, because something was away or at fault")
                .tags("consumer", consumer)
                .register(registry);
        batches = Timer.builder("rapport.inbox.batch")
                .description("Time to apply what one poll gave")
                .tags("consumer", consumer)
                .register(registry);
        Gauge.builder("rapport.inbox.broker.connections", connections, InboxMeters::fewest)
                .description("Open connections to brokers of the consumer that has fewest")
                .tags("consumer", consumer)
                .register(registry);
        for (Topic topic : subscription.topics()) {
            Gauge.builder("rapport.inbox.lag", lag, l -> sum(l.getOrDefault(topic, Map.of())))
                    .description("Records on this process's partitions not yet applied")
                    .tags("consumer", consumer, "topic", topic.wireName())
                    .register(registry);
        }
    }

    private static Counter events(MeterRegistry registry, String consumer, String outcome) {
        return Counter.builder("rapport.inbox.events")
                .description("Records read, by what became of them")
                .tags("consumer", consumer, "outcome", outcome)
                .register(registry);
    }

    void applied(int freshEvents, int repeatedEvents, List<Incoming> batch) {
        fresh.increment(freshEvents);
        repeated.increment(repeatedEvents);
        for (Incoming incoming : batch) {
            switch (incoming) {
                case Incoming.Applicable unused -> {}
                case Incoming.Refused one -> count(refused, one.reason());
                case Incoming.Passed one -> count(passed, one.why());
            }
        }
    }

    private static <K> void count(Map<K, Counter> counters, K key) {
        Counter counter = counters.get(key);
        if (counter != null) {
            counter.increment();
        }
    }

    void lost() {
        lost.increment();
    }

    void failed() {
        failed.increment();
    }

    void batch(Duration time) {
        batches.record(time);
    }

    private static int fewest(Map<Integer, Integer> connections) {
        return connections.values().stream().mapToInt(Integer::intValue).min().orElse(0);
    }

    private static long sum(Map<Integer, Long> lags) {
        return lags.values().stream().mapToLong(Long::longValue).sum();
    }

    void lag(int consumer, Topic topic, long records) {
        lag.computeIfAbsent(topic, _ -> new ConcurrentHashMap<>()).put(consumer, records);
    }

    void connections(int consumer, int open) {
        connections.put(consumer, open);
    }
}
