package dev.rapport.kit.due;

import dev.rapport.events.Topic;
import dev.rapport.kit.broker.BrokerAccess;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * For each partition of {@code rapport.inbound}, the latest moment of which it is known that all that had been published by then has been
 * applied: the end of the log was asked for at that moment, and the consumer's own database is past it. Whichever process reads the
 * partition, the database tells.
 */
final class AppliedThrough implements AutoCloseable {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final Duration COUNT_PARTITIONS_EVERY = Duration.ofSeconds(15);

    private static final String PROGRESS =
            "SELECT partition, next_offset FROM inbox_offset WHERE consumer = ? AND topic = ?";

    /** An end of the log that has to be reached, and when it was the end. */
    private record Goal(long end, Instant at) {}

    private final Admin admin;
    private final String consumer;
    private final Map<Integer, Goal> goals = new HashMap<>();
    private final Map<Integer, Instant> reached = new HashMap<>();
    private int partitions;
    private Instant countedAt = Instant.MIN;

    AppliedThrough(String bootstrap, String consumer) {
        this.consumer = consumer;
        this.admin = Admin.create(BrokerAccess.settings(
                bootstrap,
                Map.of(
                        AdminClientConfig.CLIENT_ID_CONFIG,
                        consumer + "-due",
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        (int) ANSWER_WITHIN.toMillis(),
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        (int) ANSWER_WITHIN.toMillis())));
    }

    /**
     * Finds out anew.
     *
     * @param now the present moment, taken before the call
     * @throws KafkaException when the broker does not answer: then nothing is known
     */
    void refresh(Connection worker, Instant now) throws SQLException {
        if (!now.isBefore(countedAt.equals(Instant.MIN) ? now : countedAt.plus(COUNT_PARTITIONS_EVERY))) {
            partitions = count();
            countedAt = now;
        }
        ask(now);
        Map<Integer, Long> progress = progress(worker);
        goals.entrySet().removeIf(goal -> {
            long next = progress.getOrDefault(goal.getKey(), 0L);
            boolean applied = next >= goal.getValue().end;
            if (applied) {
                reached.put(goal.getKey(), goal.getValue().at);
            }
            return applied;
        });
    }

    /** By partition, in their order; {@link Timestamps#NEVER} where nothing is known yet. */
    List<String> perPartition() {
        List<String> moments = new ArrayList<>(partitions);
        for (int partition = 0; partition < partitions; partition++) {
            Instant moment = reached.get(partition);
            moments.add(moment == null ? Timestamps.NEVER : Timestamps.text(moment));
        }
        return moments;
    }

    /** Of one partition, or of all where none is named; before every instant as long as nothing is known. */
    Instant of(@Nullable Integer partition) {
        if (partition != null) {
            return reached.getOrDefault(partition, Instant.MIN);
        }
        return reached.size() < partitions || partitions == 0
                ? Instant.MIN
                : reached.values().stream().min(Instant::compareTo).orElseThrow();
    }

    /** For sellers of whom no event has come: their first may lie on any partition. */
    String everywhere() {
        Instant moment = of(null);
        return moment.equals(Instant.MIN) ? Timestamps.NEVER : Timestamps.text(moment);
    }

    /** A goal that is not reached yet stays: under steady traffic a new one would never be. */
    private void ask(Instant now) {
        Map<TopicPartition, OffsetSpec> open = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            if (!goals.containsKey(partition)) {
                open.put(new TopicPartition(Topic.INBOUND.wireName(), partition), OffsetSpec.latest());
            }
        }
        if (!open.isEmpty()) {
            await(admin.listOffsets(open).all())
                    .forEach((partition, end) -> goals.put(partition.partition(), new Goal(end.offset(), now)));
        }
    }

    private int count() {
        String inbound = Topic.INBOUND.wireName();
        TopicDescription topic =
                await(admin.describeTopics(List.of(inbound)).topicNameValues().get(inbound));
        return topic.partitions().size();
    }

    private static <T> T await(@Nullable KafkaFuture<T> answer) {
        if (answer == null) {
            throw new IllegalStateException("an answer for everything that was asked");
        }
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private Map<Integer, Long> progress(Connection worker) throws SQLException {
        Map<Integer, Long> progress = new HashMap<>();
        try (PreparedStatement select = worker.prepareStatement(PROGRESS)) {
            select.setString(1, consumer);
            select.setString(2, Topic.INBOUND.wireName());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    progress.put(rows.getInt(1), rows.getLong(2));
                }
            }
        }
        return progress;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
