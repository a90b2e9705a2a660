package dev.rapport.gateway.live;

import dev.rapport.kit.access.Caller;
import dev.rapport.kit.time.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Reads again what streams that come back have missed: all that wait at a time in one pass over the log, however many they are, as
 * after a restart. A stream whose reader does not keep up leaves the pass and comes back when it has taken what it got.
 */
final class Replayer {

    private static final Logger LOG = Logger.getLogger(Replayer.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final String bootstrap;
    private final LogReader reader;
    private final List<Want> waiting = new ArrayList<>();
    private boolean busy;

    /**
     * A stream that goes back.
     *
     * @param at where it is; moved on with what it is given
     * @param to where the reading for it ends
     * @param last whether what is told from {@code to} on is kept back for it; else it asks once more from there
     */
    record Want(LiveStream stream, Position at, Position to, boolean last) {}

    Replayer(String bootstrap, LogReader reader) {
        this.bootstrap = bootstrap;
        this.reader = reader;
    }

    /** Takes one to the next pass. */
    void replay(Want want) {
        synchronized (this) {
            waiting.add(want);
            if (busy) {
                return;
            }
            busy = true;
        }
        Thread.ofPlatform().name("live-replay").daemon().start(this::passes);
    }

    void stop() {
        synchronized (this) {
            waiting.clear();
        }
    }

    private void passes() {
        Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(3));
        while (true) {
            List<Want> wants;
            synchronized (this) {
                if (waiting.isEmpty() || !reader.running()) {
                    busy = false;
                    return;
                }
                wants = List.copyOf(waiting);
                waiting.clear();
            }
            Set<Want> unfinished = new HashSet<>(wants);
            try (KafkaConsumer<byte[], byte[]> kafka = LiveLog.consumer(bootstrap, "replay")) {
                new Pass(kafka, unfinished).run();
                backoff.reset();
            } catch (RuntimeException | Error e) {
                LOG.warnf("Streams that come back wait for the log: %s.", e.toString());
                LOG.debug("Reading again failed.", e);
                backoff.next();
                backoff.await(reader::running);
            }
            unfinished.forEach(this::again);
        }
    }

    /** Goes on later from where it is. */
    private void again(Want want) {
        LiveStream stream = want.stream();
        if (want.last()) {
            reader.leave(stream);
            stream.passOver();
        }
        stream.goOnFrom(want.at());
        reader.rejoin(stream);
    }

    /** One reading of the log for many. */
    private final class Pass {

        private final KafkaConsumer<byte[], byte[]> kafka;
        private final Set<Want> unfinished;
        private final Map<String, List<Want>> bySeller = new HashMap<>();
        private final Map<TopicPartition, Long> ends = new HashMap<>();

        Pass(KafkaConsumer<byte[], byte[]> kafka, Set<Want> unfinished) {
            this.kafka = kafka;
            this.unfinished = unfinished;
        }

        void run() {
            place();
            long progressAt = System.nanoTime();
            while (!ends.isEmpty() && !unfinished.isEmpty() && reader.running()) {
                // A place that is gone meanwhile fails the pass; the reader finds out what that means for whom.
                ConsumerRecords<byte[], byte[]> records = kafka.poll(POLL);
                records.forEach(this::give);
                boolean reached = passEnds();
                long now = System.nanoTime();
                if (reached || !records.isEmpty()) {
                    progressAt = now;
                } else if (now - progressAt > PATIENCE_NANOS) {
                    throw new TimeoutException("nothing comes");
                }
            }
            List.copyOf(unfinished).forEach(this::finish);
        }

        private void place() {
            Map<TopicPartition, Long> starts = new HashMap<>();
            for (Want want : unfinished) {
                want.stream().sellers().forEach(seller -> bySeller.computeIfAbsent(seller, _ -> new ArrayList<>())
                        .add(want));
                for (int topic = 0; topic < LiveEvents.TOPICS.size(); topic++) {
                    String name = LiveEvents.TOPICS.get(topic).wireName();
                    for (int partition = 0; partition < want.to().partitions(topic); partition++) {
                        long from = want.at().at(topic, partition);
                        long to = want.to().at(topic, partition);
                        if (from < to) {
                            TopicPartition each = new TopicPartition(name, partition);
                            starts.merge(each, from, Math::min);
                            ends.merge(each, to, Math::max);
                        }
                    }
                }
            }
            kafka.assign(starts.keySet());
            starts.forEach(kafka::seek);
        }

        private void give(ConsumerRecord<byte[], byte[]> found) {
            String seller = LiveLog.seller(found);
            List<Want> some = bySeller.getOrDefault(seller, List.of());
            List<Want> operators = bySeller.getOrDefault(Caller.EVERY_SELLER, List.of());
            if (some.isEmpty() && operators.isEmpty()) {
                return;
            }
            LiveLog.Told event = LiveLog.told(found);
            if (event != null) {
                some.forEach(want -> give(want, found, event));
                operators.forEach(want -> give(want, found, event));
            }
        }

        private void give(Want want, ConsumerRecord<byte[], byte[]> found, LiveLog.Told event) {
            int topic = LiveLog.topic(found.topic());
            boolean missed = found.offset() >= want.at().at(topic, found.partition())
                    && found.offset() < want.to().at(topic, found.partition());
            if (!missed || !unfinished.contains(want)) {
                return;
            }
            Position after = want.at().copy();
            after.set(topic, found.partition(), found.offset() + 1);
            if (want.stream().replay(event.frame(after.encode()))) {
                want.at().set(topic, found.partition(), found.offset() + 1);
            } else {
                unfinished.remove(want);
                pause(want);
            }
        }

        /** Partitions that have been read to where the last of the streams wants are read no further. */
        private boolean passEnds() {
            List<TopicPartition> reached = ends.entrySet().stream()
                    .filter(end -> kafka.position(end.getKey(), LiveLog.PATIENCE) >= end.getValue())
                    .map(Map.Entry::getKey)
                    .toList();
            reached.forEach(ends::remove);
            kafka.pause(reached);
            return !reached.isEmpty();
        }

        private void finish(Want want) {
            unfinished.remove(want);
            if (want.last()) {
                want.stream().golive(Frames.ready(want.to().encode(), true));
            } else {
                want.stream().goOnFrom(want.to());
                reader.rejoin(want.stream());
            }
        }

        private void pause(Want want) {
            LiveStream stream = want.stream();
            if (want.last()) {
                reader.leave(stream);
                stream.passOver();
            }
            stream.goOnFrom(want.at());
            stream.whenEmpty(() -> reader.rejoin(stream));
        }
    }
}
