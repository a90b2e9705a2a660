package dev.rapport.gateway.live;

import dev.rapport.gateway.live.Frames.Reset;
import dev.rapport.kit.time.Backoff;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that reads the end of the log and tells every stream of it. It alone places streams, so between what a stream has been
 * told and what it will be told there is neither a gap nor a repeat. While nobody listens it reads nothing.
 */
final class LogReader {

    private static final Logger LOG = Logger.getLogger(LogReader.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** A stream this close behind is placed at once and what is told meanwhile kept back for it; one further behind reads up first. */
    private static final long CLOSE = 5_000;

    /** What the clocks of brokers and the age of what is known of them may add to the time a stream may go back. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private static final Duration FLOORS_LAST = Duration.ofSeconds(20);

    /** What the reader is about. */
    enum State {
        /** Nobody listens. */
        IDLE,
        READS,
        /** Somebody listens, and the broker or a topic is away. */
        WAITS
    }

    private final String bootstrap;
    private final LiveConfig config;
    private final Clock clock;
    private final Listeners listeners;
    private final Replayer replayer;
    private final Set<LiveStream> open = ConcurrentHashMap.newKeySet();
    private final Queue<LiveStream> joining = new ConcurrentLinkedQueue<>();
    private final AtomicLong told = new AtomicLong();
    private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(3));
    private final Thread thread;
    private volatile boolean running = true;
    private volatile State state = State.IDLE;
    private volatile long lagMillis;

    // Of the thread alone.
    private final List<LiveStream> ahead = new ArrayList<>();
    private @Nullable Position position;
    private @Nullable Position floors;
    private long floorsAt;
    private long beatAt = System.nanoTime();
    private long emptySince;

    LogReader(String bootstrap, LiveConfig config, Clock clock) {
        this.bootstrap = bootstrap;
        this.config = config;
        this.clock = clock;
        this.listeners = new Listeners();
        this.replayer = new Replayer(bootstrap, this);
        this.thread = Thread.ofPlatform().name("live-log").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void stop() {
        running = false;
        replayer.stop();
        LockSupport.unpark(thread);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean running() {
        return running;
    }

    State state() {
        return state;
    }

    Set<LiveStream> open() {
        return open;
    }

    /** Events told so far, to however many. */
    long told() {
        return told.get();
    }

    /** How long after the broker had it the last event was told. */
    long lagMillis() {
        return lagMillis;
    }

    /** Takes a new stream. */
    void join(LiveStream stream) {
        open.add(stream);
        if (stream.closed()) {
            open.remove(stream);
            return;
        }
        rejoin(stream);
    }

    /** Takes one that has read up to {@link LiveStream#from}. */
    void rejoin(LiveStream stream) {
        joining.add(stream);
        LockSupport.unpark(thread);
    }

    /** No longer tells it anything. */
    void leave(LiveStream stream) {
        listeners.remove(stream);
    }

    /** It is closed. */
    void forget(LiveStream stream) {
        open.remove(stream);
        listeners.remove(stream);
    }

    private void run() {
        while (running) {
            if (open.isEmpty()) {
                state = State.IDLE;
                position = null;
                floors = null;
                joining.clear();
                LockSupport.parkNanos(IDLE_NANOS * 50);
                continue;
            }
            try (KafkaConsumer<byte[], byte[]> kafka = LiveLog.consumer(bootstrap, "live")) {
                read(kafka);
            } catch (RuntimeException | Error e) {
                // Errors, too: a thread that ends here leaves streams open that are never told anything.
                state = State.WAITS;
                backoff.next();
                LOG.warnf("The live streams wait for the log: %s.", e.toString());
                LOG.debug("Reading the log failed.", e);
            }
            backoff.await(() -> {
                beat(null);
                return running && state == State.WAITS;
            });
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> kafka) {
        place(kafka);
        emptySince = 0;
        while (running && !idle()) {
            admitAll(kafka);
            take(kafka);
            beat(kafka);
        }
        state = State.IDLE;
    }

    /** Whether nobody has listened for a while. Within it the log is read on: whoever comes back soon finds it warm. */
    private boolean idle() {
        if (!open.isEmpty()) {
            emptySince = 0;
            return false;
        }
        long now = System.nanoTime();
        emptySince = emptySince == 0 ? now : emptySince;
        return now - emptySince > config.linger().toNanos();
    }

    /** Goes on where this reader was, else at the end; partitions that are new begin at their beginning. */
    private void place(KafkaConsumer<byte[], byte[]> kafka) {
        List<TopicPartition> partitions = LiveLog.partitions(kafka);
        kafka.assign(partitions);
        Position known = position;
        Map<TopicPartition, Long> ends = known == null ? kafka.endOffsets(partitions, LiveLog.PATIENCE) : Map.of();
        Position placed = known == null ? Position.start() : known.copy();
        for (TopicPartition partition : partitions) {
            int topic = LiveLog.topic(partition);
            long offset = known == null ? ends.getOrDefault(partition, 0L) : known.at(topic, partition.partition());
            placed.set(topic, partition.partition(), offset);
            kafka.seek(partition, offset);
        }
        position = placed;
        state = State.READS;
        backoff.reset();
    }

    private void take(KafkaConsumer<byte[], byte[]> kafka) {
        Position now = here();
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = kafka.poll(POLL);
        } catch (InvalidOffsetException lost) {
            skipTheGap(kafka, lost);
            return;
        }
        for (ConsumerRecord<byte[], byte[]> found : records) {
            now.set(LiveLog.topic(found.topic()), found.partition(), found.offset() + 1);
            String seller = LiveLog.seller(found);
            if (listeners.anyFor(seller)) {
                LiveLog.Told event = LiveLog.told(found);
                if (event != null) {
                    listeners.tell(seller, event.frame(now.encode()));
                    told.incrementAndGet();
                    lagMillis = Math.max(0, clock.millis() - found.timestamp());
                }
            }
        }
    }

    /** The log was cut, or is another one: every stream is told that something may be missing. */
    private void skipTheGap(KafkaConsumer<byte[], byte[]> kafka, InvalidOffsetException lost) {
        LOG.warnf(
                "The log does not have what was to be told next; streams are told to load anew. partitions=%s",
                lost.partitions());
        Position now = here();
        kafka.endOffsets(lost.partitions(), LiveLog.PATIENCE).forEach((partition, end) -> {
            now.set(LiveLog.topic(partition), partition.partition(), end);
            kafka.seek(partition, end);
        });
        Buffer reset = Frames.reset(now.encode(), Reset.GAP);
        open.forEach(stream -> stream.tell(reset));
    }

    private Position here() {
        Position here = position;
        if (here == null) {
            throw new IllegalStateException("not placed");
        }
        return here;
    }

    /** A sign of life to everybody, and a look whether the broker is there and has more partitions. */
    private void beat(@Nullable KafkaConsumer<byte[], byte[]> kafka) {
        long now = System.nanoTime();
        if (now - beatAt < config.heartbeat().toNanos()) {
            return;
        }
        beatAt = now;
        Buffer placed = kafka == null ? null : Frames.heartbeat(here().encode());
        open.forEach(stream -> stream.beat(placed));
        if (kafka != null) {
            try {
                if (!Set.copyOf(LiveLog.partitions(kafka)).equals(kafka.assignment())) {
                    place(kafka);
                }
                state = State.READS;
            } catch (TimeoutException away) {
                state = State.WAITS;
            }
        }
    }

    private void admitAll(KafkaConsumer<byte[], byte[]> kafka) {
        List<LiveStream> again = new ArrayList<>(ahead);
        ahead.clear();
        for (LiveStream next = joining.poll(); next != null; next = joining.poll()) {
            again.add(next);
        }
        Set<LiveStream> left = new HashSet<>(again);
        try {
            for (LiveStream stream : again) {
                admit(kafka, stream);
                left.remove(stream);
            }
        } finally {
            // Whatever failed, nobody is forgotten.
            joining.addAll(left);
        }
    }

    private void admit(KafkaConsumer<byte[], byte[]> kafka, LiveStream stream) {
        Position from = stream.from();
        if (stream.closed()) {
            return;
        }
        Position now = here();
        if (from == null) {
            begin(stream, false);
            return;
        }
        Reset reset = refusal(kafka, from, now);
        if (reset != null) {
            stream.goOnFrom(null);
            stream.say(Frames.reset(now.encode(), reset));
            begin(stream, false);
        } else if (now.behind(from) > 0) {
            // Another replica had read further than this one has: it will be there in a moment.
            ahead.add(stream);
        } else {
            long behind = from.behind(now);
            if (behind == 0) {
                begin(stream, true);
                return;
            }
            boolean last = behind <= CLOSE;
            if (last) {
                stream.hold();
                listeners.add(stream);
            }
            replayer.replay(new Replayer.Want(stream, from.copy(), now.copy(), last));
        }
    }

    private void begin(LiveStream stream, boolean resumed) {
        stream.golive(Frames.ready(here().encode(), resumed));
        listeners.add(stream);
    }

    /** Why a stream cannot go on from there; null when it can. */
    private @Nullable Reset refusal(KafkaConsumer<byte[], byte[]> kafka, Position from, Position now) {
        if (now.behind(from) > 0 && !exists(kafka, from)) {
            return Reset.UNKNOWN_ID;
        }
        Position oldest = floors(kafka);
        return from.behind(oldest) > 0 ? Reset.TOO_OLD : null;
    }

    private static boolean exists(KafkaConsumer<byte[], byte[]> kafka, Position from) {
        Map<TopicPartition, Long> ends = kafka.endOffsets(kafka.assignment(), LiveLog.PATIENCE);
        Position end = Position.start();
        ends.forEach((partition, offset) -> end.set(LiveLog.topic(partition), partition.partition(), offset));
        return end.behind(from) == 0;
    }

    /** Per partition the first record of the time that a stream may go back; the end where it has none. */
    private Position floors(KafkaConsumer<byte[], byte[]> kafka) {
        Position known = floors;
        long at = System.nanoTime();
        if (known != null && at - floorsAt < FLOORS_LAST.toNanos()) {
            return known;
        }
        long since = clock.instant().minus(config.resume()).minus(SLACK).toEpochMilli();
        Map<TopicPartition, Long> wanted = new HashMap<>();
        kafka.assignment().forEach(partition -> wanted.put(partition, since));
        // Asked first: a record that comes in between is then in the answer to the second question.
        Map<TopicPartition, Long> ends = kafka.endOffsets(wanted.keySet(), LiveLog.PATIENCE);
        Position found = Position.start();
        kafka.offsetsForTimes(wanted, LiveLog.PATIENCE).forEach((partition, first) -> {
            // Without a record of that time, who has not got all there is was told its last event before it.
            long floor = first == null ? ends.getOrDefault(partition, 0L) : first.offset();
            found.set(LiveLog.topic(partition), partition.partition(), floor);
        });
        floors = found;
        floorsAt = at;
        return found;
    }
}
