package dev.rapport.local.feed;

import dev.rapport.events.Topic;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Waits until every service has applied everything that is on the topics now, and what follows from it: in rounds, each of
 * which takes the ends of all topics, waits until every reader is past them, and until every outbox has sent what it held
 * then. A suite at rest is done when a round finds nothing to wait for; in one that is fed by others meanwhile, the rounds
 * are as many as a fact can have consequences.
 */
final class Settlement {

    /** An inbound event becomes a fact, which changes a score, which others keep a copy of; one more for good measure. */
    private static final int ROUNDS = 5;

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration NOTICE = Duration.ofSeconds(10);

    private final Admin admin;
    private final List<Reader> readers;
    private final Duration patience;
    private final Watcher watcher;
    private final Map<String, String> told = new HashMap<>();

    /**
     * @param patience how long nothing may move before {@link Stalled} is thrown
     */
    Settlement(Admin admin, List<Reader> readers, Duration patience, Watcher watcher) {
        this.admin = admin;
        this.readers = readers;
        this.patience = patience;
        this.watcher = watcher;
    }

    /** Returns when everything is applied. */
    void await() {
        for (int round = 0; round < ROUNDS; round++) {
            Map<TopicPartition, Long> ends = ends();
            boolean behind = awaitAll(reader -> reader.behind(ends));
            boolean held = false;
            for (Reader reader : readers) {
                held |= awaitOutbox(reader);
            }
            if (!behind && !held && ends.equals(ends())) {
                return;
            }
        }
    }

    /** What is open now, a sentence for each reader that is behind; waits for nothing. */
    List<String> backlog() {
        Map<TopicPartition, Long> ends = ends();
        return readers.stream()
                .flatMap(reader -> Stream.of(
                        backlog(reader, each -> each.behind(ends)),
                        backlog(reader, each -> each.unsent(each.outboxEnd()))))
                .filter(backlog -> !backlog.done())
                .map(backlog -> backlog.service() + ": " + backlog.why())
                .distinct()
                .toList();
    }

    /** How much a reader has still to do. */
    private interface Rest {
        Reader.Backlog of(Reader reader) throws SQLException;
    }

    private boolean awaitOutbox(Reader reader) {
        Reader.Mark[] mark = new Reader.Mark[1];
        return awaitAll(List.of(reader), each -> {
            if (mark[0] == null) {
                mark[0] = each.outboxEnd();
            }
            return each.unsent(mark[0]);
        });
    }

    private boolean awaitAll(Rest rest) {
        return awaitAll(readers, rest);
    }

    /** Whether anything had to be waited for. */
    private boolean awaitAll(List<Reader> whom, Rest rest) {
        Clock clock = new Clock();
        long most = 0;
        boolean waited = false;
        while (true) {
            List<Reader.Backlog> open = new ArrayList<>();
            for (Reader reader : whom) {
                Reader.Backlog backlog = backlog(reader, rest);
                if (!backlog.done()) {
                    open.add(backlog);
                }
            }
            if (open.isEmpty()) {
                return waited;
            }
            waited = true;
            long left = open.stream().mapToLong(Reader.Backlog::records).sum();
            most = Math.max(most, left);
            watcher.moved("applied", most - left, most);
            clock.observe(left, open);
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new Stalled("interrupted");
            }
        }
    }

    private static Reader.Backlog backlog(Reader reader, Rest rest) {
        try {
            return rest.of(reader);
        } catch (SQLException e) {
            return reader.unreachable(e);
        }
    }

    private Map<TopicPartition, Long> ends() {
        Clock clock = new Clock();
        while (true) {
            try {
                List<String> topics =
                        Stream.of(Topic.values()).map(Topic::wireName).toList();
                Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
                admin.describeTopics(topics).allTopicNames().get().forEach((name, topic) -> topic.partitions()
                        .forEach(partition ->
                                asked.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
                Map<TopicPartition, Long> ends = new HashMap<>();
                admin.listOffsets(asked).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
                return ends;
            } catch (ExecutionException e) {
                clock.observe(-1, List.of(new Reader.Backlog("kafka", 1, "does not answer: " + e.getCause())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Stalled("interrupted");
            }
        }
    }

    /** How long nothing has moved; says what is waited for, and gives up in the end. */
    private final class Clock {
        private long since = System.nanoTime();
        private @Nullable Long before;

        void observe(long left, List<Reader.Backlog> open) {
            if (before == null || left < before) {
                since = System.nanoTime();
            }
            before = left;
            Duration still = Duration.ofNanos(System.nanoTime() - since);
            if (still.compareTo(patience) > 0) {
                throw new Stalled("Nothing has moved for " + still.toSeconds() + " s. Waiting for:\n  "
                        + String.join("\n  ", sentences(open))
                        + "\nWhat was published is safe on the broker and will be applied.");
            }
            if (still.compareTo(NOTICE) > 0) {
                for (Reader.Backlog backlog : open) {
                    if (!backlog.why().equals(told.put(backlog.service(), backlog.why()))) {
                        watcher.note("waiting for " + backlog.service() + ": " + backlog.why());
                    }
                }
            }
        }

        private static List<String> sentences(List<Reader.Backlog> open) {
            return open.stream()
                    .sorted(Comparator.comparing(Reader.Backlog::service))
                    .map(backlog -> backlog.service() + " (" + backlog.records() + " records): " + backlog.why())
                    .toList();
        }
    }
}
