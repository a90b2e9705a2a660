package dev.rapport.kit.restore;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.events.Sequence;
import dev.rapport.events.Topic;
import dev.rapport.kit.broker.BrokerAccess;
import dev.rapport.kit.time.Backoff;
import dev.rapport.kit.transaction.WorkerTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a service's own topics past the moment its database was put back to (architecture.md 6), before the service writes anything. It
 * begins a while before the database was last seen alive and ends where the topics end now. Several processes may do so at once.
 */
public final class ReadBack {

    private static final Logger LOG = Logger.getLogger(ReadBack.class);
    private static final Duration POLL = Duration.ofMillis(500);

    /** How much older than the last sign of life a record may be that the database does not know: clocks differ, relays lag. */
    private static final Duration BEFORE = Duration.ofMinutes(15);

    /** Transactions of the new epoch that may have begun before the epoch did: what they seem to have committed is doubtful. */
    private static final long DOUBTFUL = 10_000;

    private static final int AT_ONCE = 2_000;

    private static final String STATE = """
            SELECT epoch, epoch_before, first_tx::text::bigint, alive_at, read_back FROM source_epoch
            """;

    // Only ids below the first of the new epoch may be asked about; of very old ones the server has forgotten the end,
    // and knows the rows.
    private static final String KEEP = """
            INSERT INTO told_fact (fact, topic, seller_id, type, subject, happened_at, told_at, certain)
            SELECT f.fact, f.topic, f.seller, f.type, f.subject, f.at::timestamptz, f.told::timestamptz,
                   NOT f.before OR coalesce(pg_xact_status(f.tx::text::xid8), 'committed') <> 'committed'
              FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                          ?::boolean[])
                   AS f (fact, topic, seller, type, subject, at, told, tx, before)
             WHERE NOT f.before OR f.tx >= ? OR coalesce(pg_xact_status(f.tx::text::xid8), 'committed') <> 'committed'
            ON CONFLICT DO NOTHING
            """;

    private final String source;
    private final List<Topic> topics;
    private final String bootstrap;
    private final DataSource worker;

    /** What the database says of itself. */
    private record State(long epoch, @Nullable Long before, long firstTx, Instant aliveAt, boolean done) {}

    /** A fact of ours. @param before whether its transaction began before the first of the new epoch */
    private record Told(
            UUID fact,
            String topic,
            String seller,
            String type,
            @Nullable String subject,
            String at,
            String told,
            long tx,
            boolean before) {}

    /**
     * @param source {@code ce_source} of this service's facts
     * @param topics those it writes
     * @param bootstrap Kafka's {@code bootstrap.servers}
     * @param worker connections of the worker role, not enlisted in JTA
     */
    public ReadBack(String source, Collection<Topic> topics, String bootstrap, DataSource worker) {
        this.source = source;
        this.topics = List.copyOf(topics);
        this.bootstrap = bootstrap;
        this.worker = worker;
    }

    /**
     * Reads back if that is due, waits for a broker that is away, and returns when it is done.
     *
     * @param wanted asked between attempts; false gives up
     * @throws IllegalStateException when the database cannot be read, or it was given up
     */
    public void run(BooleanSupplier wanted) {
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15));
        while (wanted.getAsBoolean()) {
            try {
                State state = state();
                if (!state.done()) {
                    read(state);
                }
                return;
            } catch (KafkaException e) {
                LOG.warnf(
                        "What was told before the database was put back cannot be read yet: %s. wait=%s",
                        e, backoff.next());
                backoff.await(wanted);
            } catch (SQLException e) {
                throw new IllegalStateException("what was told before the database was put back is unknown", e);
            }
        }
        throw new IllegalStateException("given up before it was known what had been told");
    }

    private State state() throws SQLException {
        return WorkerTransaction.run(worker, tx -> {
            try (PreparedStatement query = tx.prepareStatement(STATE);
                    ResultSet row = query.executeQuery()) {
                row.next();
                long before = row.getLong(2);
                boolean first = row.wasNull();
                return new State(
                        row.getLong(1),
                        first ? null : before,
                        row.getLong(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getBoolean(5));
            }
        });
    }

    private void read(State state) throws SQLException {
        LOG.warnf(
                "This database was put back: reading what was told since. source=%s since=%s", source, state.aliveAt());
        try (KafkaConsumer<byte[], byte[]> kafka = consumer()) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> kafka.partitionsFor(topic.wireName()).stream())
                    .map(found -> new TopicPartition(found.topic(), found.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = kafka.endOffsets(partitions);
            kafka.assign(partitions);
            seek(kafka, ends, state.aliveAt().minus(BEFORE).toEpochMilli());
            List<Told> found = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> kafka.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> one : kafka.poll(POLL)) {
                    Told told = told(one, state);
                    if (told != null) {
                        found.add(told);
                    }
                }
                if (found.size() >= AT_ONCE) {
                    keep(found, state);
                    found.clear();
                }
            }
            keep(found, state);
        }
        finish(state);
    }

    private static void seek(KafkaConsumer<byte[], byte[]> kafka, Map<TopicPartition, Long> ends, long since) {
        Map<TopicPartition, Long> wanted = new HashMap<>();
        ends.keySet().forEach(partition -> wanted.put(partition, since));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> begins = kafka.offsetsForTimes(wanted);
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp begin = begins.get(partition);
            kafka.seek(partition, begin == null ? end : begin.offset());
        });
    }

    /** A fact that this service told and that may be unknown to the database; null for any other record. */
    private @Nullable Told told(ConsumerRecord<byte[], byte[]> found, State state) {
        if (!source.equals(header(found, "ce_source"))) {
            return null;
        }
        String place = header(found, "ce_sequence");
        Sequence sequence = place == null ? null : Sequence.parse(place);
        String id = header(found, "ce_id");
        String type = header(found, "ce_type");
        String at = header(found, "ce_time");
        Long before = state.before();
        if (sequence == null || id == null || type == null || at == null || before == null || found.key() == null) {
            return null;
        }
        if (sequence.epoch() == state.epoch() || sequence.epoch() < before) {
            return null;
        }
        return new Told(
                UUID.fromString(id),
                found.topic(),
                new String(found.key(), UTF_8),
                type,
                header(found, "ce_subject"),
                at,
                Instant.ofEpochMilli(found.timestamp()).toString(),
                sequence.transaction(),
                sequence.epoch() == before && sequence.transaction() < state.firstTx());
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> found, String name) {
        Header header = found.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private void keep(List<Told> found, State state) throws SQLException {
        if (found.isEmpty()) {
            return;
        }
        int kept = WorkerTransaction.run(worker, tx -> {
            try (PreparedStatement keep = tx.prepareStatement(KEEP)) {
                keep.setArray(
                        1,
                        tx.createArrayOf("uuid", found.stream().map(Told::fact).toArray()));
                keep.setArray(2, texts(tx, found.stream().map(Told::topic).toArray(String[]::new)));
                keep.setArray(3, texts(tx, found.stream().map(Told::seller).toArray(String[]::new)));
                keep.setArray(4, texts(tx, found.stream().map(Told::type).toArray(String[]::new)));
                keep.setArray(5, texts(tx, subjects(found)));
                keep.setArray(6, texts(tx, found.stream().map(Told::at).toArray(String[]::new)));
                keep.setArray(7, texts(tx, found.stream().map(Told::told).toArray(String[]::new)));
                keep.setArray(
                        8,
                        tx.createArrayOf("bigint", found.stream().map(Told::tx).toArray()));
                keep.setArray(
                        9,
                        tx.createArrayOf(
                                "boolean", found.stream().map(Told::before).toArray()));
                keep.setLong(10, state.firstTx() - DOUBTFUL);
                return keep.executeUpdate();
            }
        });
        LOG.infof("Told before and not known any more. source=%s facts=%d of=%d", source, kept, found.size());
    }

    private static @Nullable String[] subjects(List<Told> found) {
        @Nullable String[] subjects = new @Nullable String[found.size()];
        for (int i = 0; i < subjects.length; i++) {
            subjects[i] = found.get(i).subject();
        }
        return subjects;
    }

    private static java.sql.Array texts(Connection tx, @Nullable String[] values) throws SQLException {
        return tx.createArrayOf("text", values);
    }

    private void finish(State state) throws SQLException {
        WorkerTransaction.run(worker, tx -> {
            try (PreparedStatement done = tx.prepareStatement("""
                    UPDATE source_epoch SET read_back = true, told_facts = (SELECT count(*) FROM told_fact) WHERE epoch = ?
                    """)) {
                done.setLong(1, state.epoch());
                return done.executeUpdate();
            }
        });
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(BrokerAccess.settings(bootstrap));
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, source.substring(source.lastIndexOf('/') + 1) + "-read-back");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
