package dev.rapport.gateway.deadletter;

import dev.rapport.gateway.deadletter.LetterRows.Held;
import dev.rapport.gateway.deadletter.LetterRows.State;
import dev.rapport.kit.deadletter.DeadLetterReplay;
import dev.rapport.kit.deadletter.DeadLetterReplay.Place;
import dev.rapport.kit.transaction.WorkerTransaction;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Brings the table up to what is on the topic, and carries out what operators decide. It is brought up to date when somebody asks: few
 * do, and a consumer that waits for letters all day would cost the door memory.
 */
@Singleton
class Letters {

    /** Longer than the topic keeps a letter: a decision is not forgotten before the letter is. */
    private static final Duration REMEMBER = Duration.ofDays(60);

    private final LetterRows rows;
    private final javax.sql.DataSource worker;
    private final DeadLetterReplay topic;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();

    @Inject
    Letters(
            LetterRows rows,
            @DataSource("worker") AgroalDataSource worker,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap,
            Clock clock) {
        this.rows = rows;
        this.worker = worker;
        this.topic = new DeadLetterReplay(bootstrap, clock);
        this.clock = clock;
    }

    /** What came of one. */
    enum Status {
        REPLAYED,
        DISCARDED,
        /** It has been decided about before. */
        NOT_OPEN,
        /** Only its head was kept. */
        NOT_WHOLE,
        /** The topic has it no longer. */
        GONE,
        /** There is none of this id. */
        UNKNOWN
    }

    /**
     * Reads what is on the topic by now.
     *
     * @throws org.apache.kafka.common.KafkaException when the broker does not answer in 30 s
     */
    void refresh() throws SQLException {
        reading.lock();
        try {
            Map<Integer, Long> next = WorkerTransaction.run(worker, rows::next);
            topic.since(
                    next,
                    letters -> WorkerTransaction.run(worker, tx -> {
                        rows.take(tx, letters);
                        return letters;
                    }));
            Instant before = now().minus(REMEMBER);
            WorkerTransaction.run(worker, tx -> {
                rows.forget(tx, before);
                return before;
            });
        } finally {
            reading.unlock();
        }
    }

    /** Sends them again, each to the service that could not apply it; the status of each id. */
    Map<String, Status> replay(Set<String> ids, String by) throws SQLException {
        return WorkerTransaction.run(worker, tx -> {
            Map<String, Status> statuses = unknown(ids);
            List<Held> wanted = new ArrayList<>();
            for (Held letter : rows.hold(tx, ids)) {
                // One that was put aside may be thought of better; one that was sent again comes back as another letter
                // if at all.
                if (letter.state() == State.REPLAYED) {
                    statuses.put(letter.letterId(), Status.NOT_OPEN);
                } else if (!letter.whole()) {
                    statuses.put(letter.letterId(), Status.NOT_WHOLE);
                } else {
                    wanted.add(letter);
                }
            }
            Set<Place> sent = topic.replay(wanted.stream().map(Held::place).toList());
            wanted.forEach(letter ->
                    statuses.put(letter.letterId(), sent.contains(letter.place()) ? Status.REPLAYED : Status.GONE));
            rows.decide(tx, with(statuses, Status.REPLAYED), State.REPLAYED, by, now());
            return statuses;
        });
    }

    /** Puts them aside; the status of each id. */
    Map<String, Status> discard(Set<String> ids, String by) throws SQLException {
        return WorkerTransaction.run(worker, tx -> {
            Map<String, Status> statuses = unknown(ids);
            for (Held letter : rows.hold(tx, ids)) {
                statuses.put(letter.letterId(), letter.state() == State.OPEN ? Status.DISCARDED : Status.NOT_OPEN);
            }
            rows.decide(tx, with(statuses, Status.DISCARDED), State.DISCARDED, by, now());
            return statuses;
        });
    }

    private static Map<String, Status> unknown(Set<String> ids) {
        Map<String, Status> statuses = new TreeMap<>();
        ids.forEach(id -> statuses.put(id, Status.UNKNOWN));
        return statuses;
    }

    private static Collection<String> with(Map<String, Status> statuses, Status wanted) {
        return statuses.entrySet().stream()
                .filter(each -> each.getValue() == wanted)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
