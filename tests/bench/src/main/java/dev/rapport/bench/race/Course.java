package dev.rapport.bench.race;

import dev.rapport.bench.machine.BenchServers;
import dev.rapport.bench.traffic.Expected;
import dev.rapport.bench.traffic.Feed;
import dev.rapport.bench.traffic.Traffic;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What every contestant runs over: topics full of records, and what must have been counted when all of them have been read.
 *
 * @param records on all topics, repeats with them
 * @param bytes of their values
 * @param types events of each type, without repeats
 * @param expected the digest of what must have been counted
 */
public record Course(
        BenchServers servers,
        int sellers,
        double skew,
        long records,
        long bytes,
        Map<String, Long> types,
        String expected) {

    /** What the score engine reads. */
    public static final List<String> TOPICS = List.of(
            Topic.INBOUND.wireName(), Topic.MESSAGES.wireName(), Topic.REVIEWS.wireName(), Topic.CARE.wireName());

    private static final Duration SPAN = Duration.ofHours(6);

    /**
     * Writes the traffic of the last six hours to the topics of fresh servers. It begins with an order of every seller, where they are
     * at most a third of all events: a seller is new once, and what that costs (a profile is made and told to everybody) falls into the
     * part that is not measured.
     *
     * @param events without repeats
     */
    public static Course lay(BenchServers servers, long seed, long events, int sellers, double skew) {
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(SPAN);
        Traffic traffic = new Traffic(seed, sellers, skew, events, begin, SPAN);
        Expected expected = new Expected();
        try (Feed feed = new Feed(servers.kafka())) {
            Consumer<RapportEvent> sink = event -> {
                feed.send(event, begin);
                expected.add(event);
            };
            long first = sellers <= events / 3 ? sellers : 0;
            for (int rank = 0; rank < first; rank++) {
                sink.accept(Traffic.firstOrder(rank, begin));
            }
            traffic.next(events - first, sink);
            feed.flush();
            Course course =
                    new Course(servers, sellers, skew, feed.records(), feed.bytes(), feed.types(), expected.digest());
            System.out.println(course.told());
            return course;
        }
    }

    /** In words: how much of what. */
    public String told() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d records (%.0f bytes of data each on average, %,d of them repeats) about %,d sellers, skew %s:%n",
                records,
                (double) bytes / records,
                records - types.values().stream().mapToLong(Long::longValue).sum(),
                sellers,
                skew));
        types.forEach((type, count) ->
                text.append(String.format(Locale.ROOT, "  %5.1f %%  %s%n", 100.0 * count / records, type)));
        return text.toString();
    }
}
