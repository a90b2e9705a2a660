package dev.rapport.kit.inbox;

import dev.rapport.events.Sequence;
import dev.rapport.kit.outbox.Bucket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far a consumer is, as its own database says: the next offset of each partition and the watermarks of our own services' facts. What
 * is held in memory is what the database had at the last commit; the compare-and-set on the offsets proves that it still is so.
 */
final class Progress {

    /** Where watermarks are kept; each has one for every bucket, or null where none is known. */
    private record Place(TopicPartition partition, String source) {}

    /**
     * Those of one place.
     *
     * @param known of the last commit
     * @param passed what a transaction has seen since
     */
    private record Marks(
            Place place,
            @Nullable Sequence[] known,
            @Nullable Sequence[] passed) {}

    /** A watermark that a transaction moves. */
    private record Changed(Place place, short bucket, Sequence to) {}

    private static final String LOAD_OFFSETS = """
            SELECT topic, partition, next_offset FROM inbox_offset
             WHERE consumer = ? AND (topic, partition) IN (SELECT * FROM unnest(?::text[], ?::int[]))
            """;

    private static final String LOAD_MARKS = """
            SELECT topic, partition, source, bucket, epoch, tx, row_id FROM inbox_watermark
             WHERE consumer = ? AND (topic, partition) IN (SELECT * FROM unnest(?::text[], ?::int[]))
            """;

    private static final String BEGIN_AT = """
            INSERT INTO inbox_offset (consumer, topic, partition, next_offset)
            SELECT ?, p.* FROM unnest(?::text[], ?::int[], ?::bigint[]) AS p
            ON CONFLICT DO NOTHING
            """;

    private static final String COMPARE_AND_SET = """
            UPDATE inbox_offset o SET next_offset = n.reached
              FROM unnest(?::text[], ?::int[], ?::bigint[], ?::bigint[]) AS n (topic, partition, expected, reached)
             WHERE o.consumer = ? AND o.topic = n.topic AND o.partition = n.partition AND o.next_offset = n.expected
            """;

    private static final String SAVE_MARKS = """
            INSERT INTO inbox_watermark (consumer, topic, partition, source, bucket, epoch, tx, row_id)
            SELECT ?, m.* FROM unnest(?::text[], ?::int[], ?::text[], ?::smallint[], ?::bigint[], ?::bigint[], ?::bigint[]) AS m
            ON CONFLICT (consumer, topic, partition, source, bucket)
            DO UPDATE SET epoch = excluded.epoch, tx = excluded.tx, row_id = excluded.row_id
            """;

    private final String consumer;
    private final Map<TopicPartition, Long> offsets = new HashMap<>();
    private final Map<Place, @Nullable Sequence[]> marks = new HashMap<>();

    Progress(String consumer) {
        this.consumer = consumer;
    }

    /** The next offset of each known partition. */
    Map<TopicPartition, Long> offsets() {
        return Map.copyOf(offsets);
    }

    void forget(Collection<TopicPartition> partitions) {
        offsets.keySet().removeAll(partitions);
        marks.keySet().removeIf(place -> partitions.contains(place.partition()));
    }

    /**
     * Reads what the database has of these partitions; of one it has never seen it begins at the given offset.
     *
     * @param beginnings the first offset there is, for each
     */
    void load(Connection tx, Map<TopicPartition, Long> beginnings) throws SQLException {
        List<TopicPartition> partitions = List.copyOf(beginnings.keySet());
        try (PreparedStatement begin = tx.prepareStatement(BEGIN_AT)) {
            begin.setString(1, consumer);
            setPartitions(begin, 2, partitions);
            begin.setArray(4, longs(tx, partitions.stream().map(beginnings::get).toList()));
            begin.executeUpdate();
        }
        forget(partitions);
        // Offsets first: should another consumer commit in between, the compare-and-set will find out.
        try (PreparedStatement load = tx.prepareStatement(LOAD_OFFSETS)) {
            load.setString(1, consumer);
            setPartitions(load, 2, partitions);
            try (ResultSet rows = load.executeQuery()) {
                while (rows.next()) {
                    offsets.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
                }
            }
        }
        try (PreparedStatement load = tx.prepareStatement(LOAD_MARKS)) {
            load.setString(1, consumer);
            setPartitions(load, 2, partitions);
            try (ResultSet rows = load.executeQuery()) {
                while (rows.next()) {
                    TopicPartition partition = new TopicPartition(rows.getString(1), rows.getInt(2));
                    known(new Place(partition, rows.getString(3)))[rows.getInt(4)] =
                            new Sequence(rows.getLong(5), rows.getLong(6), rows.getLong(7));
                }
            }
        }
    }

    private @Nullable Sequence[] known(Place place) {
        return marks.computeIfAbsent(place, _ -> new @Nullable Sequence[Bucket.COUNT]);
    }

    /**
     * Moves the offsets in a transaction.
     *
     * @param reached the next offset of each partition of the batch
     * @throws LostPartition when one is not where this consumer left it
     */
    Step step(Connection tx, Map<TopicPartition, Long> reached) throws SQLException, LostPartition {
        List<TopicPartition> partitions = List.copyOf(reached.keySet());
        List<@Nullable Long> expected =
                partitions.stream().<@Nullable Long>map(offsets::get).toList();
        try (PreparedStatement compareAndSet = tx.prepareStatement(COMPARE_AND_SET)) {
            setPartitions(compareAndSet, 1, partitions);
            compareAndSet.setArray(3, longs(tx, expected));
            compareAndSet.setArray(
                    4, longs(tx, partitions.stream().map(reached::get).toList()));
            compareAndSet.setString(5, consumer);
            int moved = compareAndSet.executeUpdate();
            if (moved != partitions.size()) {
                throw new LostPartition(moved, partitions.size());
            }
        }
        return new Step(reached);
    }

    /** What one transaction changes. It counts in memory only after {@link #committed}. */
    final class Step {

        private final Map<TopicPartition, Long> reached;
        private final Map<Place, Marks> touched = new HashMap<>();
        private @Nullable Marks last;

        private Step(Map<TopicPartition, Long> reached) {
            this.reached = reached;
        }

        /** Whether a fact at this place was applied before; if not, it counts as applied from now on. */
        boolean isRepeat(TopicPartition partition, String source, int bucket, Sequence sequence) {
            Marks at = marks(partition, source);
            Sequence highest = at.passed()[bucket] == null ? at.known()[bucket] : at.passed()[bucket];
            if (highest != null && sequence.compareTo(highest) <= 0) {
                return true;
            }
            at.passed()[bucket] = sequence;
            return false;
        }

        /** Facts of one partition and source come one behind the other: those of the last are nearly always the ones. */
        private Marks marks(TopicPartition partition, String source) {
            Marks before = last;
            if (before != null
                    && before.place().partition().equals(partition)
                    && before.place().source().equals(source)) {
                return before;
            }
            Marks found = touched.computeIfAbsent(
                    new Place(partition, source),
                    place -> new Marks(place, known(place), new @Nullable Sequence[Bucket.COUNT]));
            last = found;
            return found;
        }

        private List<Changed> changed() {
            List<Changed> changed = new ArrayList<>();
            for (Marks marks : touched.values()) {
                for (int bucket = 0; bucket < Bucket.COUNT; bucket++) {
                    Sequence to = marks.passed()[bucket];
                    if (to != null) {
                        changed.add(new Changed(marks.place(), (short) bucket, to));
                    }
                }
            }
            return changed;
        }

        void saveMarks(Connection tx) throws SQLException {
            List<Changed> changed = changed();
            if (changed.isEmpty()) {
                return;
            }
            try (PreparedStatement save = tx.prepareStatement(SAVE_MARKS)) {
                save.setString(1, consumer);
                setPartitions(
                        save,
                        2,
                        changed.stream().map(c -> c.place().partition()).toList());
                save.setArray(
                        4,
                        tx.createArrayOf(
                                "text",
                                changed.stream().map(c -> c.place().source()).toArray(String[]::new)));
                save.setArray(
                        5,
                        tx.createArrayOf(
                                "smallint",
                                changed.stream().map(Changed::bucket).toArray(Short[]::new)));
                save.setArray(
                        6, longs(tx, changed.stream().map(c -> c.to().epoch()).toList()));
                save.setArray(
                        7,
                        longs(
                                tx,
                                changed.stream().map(c -> c.to().transaction()).toList()));
                save.setArray(
                        8, longs(tx, changed.stream().map(c -> c.to().row()).toList()));
                save.executeUpdate();
            }
        }

        /** After the commit. */
        void committed() {
            offsets.putAll(reached);
            for (Changed change : changed()) {
                known(change.place())[change.bucket()] = change.to();
            }
        }
    }

    /** The next offsets after a batch. */
    static Map<TopicPartition, Long> reached(List<Incoming> batch) {
        Map<TopicPartition, Long> reached =
                new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
        // Those of one partition come together and in order: the last of each run says it all.
        for (int i = 0; i < batch.size(); i++) {
            ConsumerRecord<byte[], byte[]> record = batch.get(i).record();
            if (i + 1 == batch.size() || !samePartition(record, batch.get(i + 1).record())) {
                reached.merge(new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max);
            }
        }
        return reached;
    }

    private static boolean samePartition(ConsumerRecord<?, ?> one, ConsumerRecord<?, ?> other) {
        return one.partition() == other.partition() && one.topic().equals(other.topic());
    }

    private static void setPartitions(PreparedStatement statement, int from, List<TopicPartition> partitions)
            throws SQLException {
        Connection tx = statement.getConnection();
        statement.setArray(
                from,
                tx.createArrayOf(
                        "text", partitions.stream().map(TopicPartition::topic).toArray(String[]::new)));
        statement.setArray(
                from + 1,
                tx.createArrayOf(
                        "int",
                        partitions.stream().map(TopicPartition::partition).toArray(Integer[]::new)));
    }

    private static java.sql.Array longs(Connection tx, List<? extends @Nullable Long> values) throws SQLException {
        return tx.createArrayOf("bigint", new ArrayList<@Nullable Long>(values).toArray(Long[]::new));
    }
}
