package dev.rapport.system.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.local.suite.Service;
import dev.rapport.local.suite.Suite;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/**
 * Whether the suite has nothing left to do: every service has consumed what its group reads up to the end, and no outbox
 * holds a row. Needed where an absence is to be shown: that feeding again changed nothing, say.
 */
public final class Settled {
    private static final Set<String> FED = Set.of("rapport.inbound", "rapport.messages", "rapport.reviews");

    private Settled() {}

    /** Waits until it is so, at most that long. */
    public static void await(Suite suite, Duration atMost) {
        Awaitility.await("nothing left to do")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(unfinished(suite)).isEmpty());
    }

    private static List<String> unfinished(Suite suite) throws ExecutionException, InterruptedException, SQLException {
        List<String> unfinished = new ArrayList<>();
        for (Service service : Service.behind()) {
            long waiting = outbox(suite, service.database().orElseThrow());
            if (waiting > 0) {
                unfinished.add(waiting + " rows in the outbox of " + service.label());
            }
        }
        try (Admin admin =
                Admin.create(Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, suite.kafka()))) {
            Map<TopicPartition, Long> ends = ends(admin);
            for (Service service : Service.behind()) {
                unfinished.addAll(behind(admin, service.label(), ends));
            }
        }
        return unfinished;
    }

    private static long outbox(Suite suite, String database) throws SQLException {
        try (Connection connection = suite.superuser(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM outbox")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Map<TopicPartition, Long> ends(Admin admin) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        admin.describeTopics(FED).allTopicNames().get().forEach((topic, description) -> description
                .partitions()
                .forEach(partition ->
                        wanted.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
        return admin.listOffsets(wanted).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private static List<String> behind(Admin admin, String group, Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        Set<String> read =
                committed.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
        List<String> behind = new ArrayList<>();
        if (!read.contains(RawFeeder.INBOUND)) {
            behind.add(group + " has not begun");
        }
        ends.forEach((partition, end) -> {
            OffsetAndMetadata at = committed.get(partition);
            if (read.contains(partition.topic()) && end > 0 && (at == null || at.offset() < end)) {
                behind.add(group + " is at " + at + " of " + end + " in " + partition);
            }
        });
        return behind;
    }
}
