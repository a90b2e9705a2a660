package dev.rapport.local.server;

import dev.rapport.events.Topic;
import dev.rapport.local.process.StartFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidMetadataException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The suite's topics on a broker: made when absent, brought up to date when there. */
public final class Topics {

    private Topics() {}

    /**
     * Makes every topic of {@link Topic} with the local number of partitions, or sets the configuration of those that
     * exist. Returns when they can be written to.
     *
     * @param bootstrap the broker's address
     */
    public static void create(String bootstrap) {
        try (Admin admin =
                Admin.create(Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            Set<String> present = admin.listTopics().names().get();
            List<Topic> missing = Stream.of(Topic.values())
                    .filter(topic -> !present.contains(topic.wireName()))
                    .toList();
            make(admin, missing);
            update(
                    admin,
                    Stream.of(Topic.values())
                            .filter(topic -> !missing.contains(topic))
                            .toList());
            awaitLeaders(admin);
        } catch (ExecutionException e) {
            throw new StartFailure("The topics could not be made: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while the topics were made", e);
        }
    }

    private static void make(Admin admin, List<Topic> topics) throws ExecutionException, InterruptedException {
        List<NewTopic> wanted = topics.stream()
                .map(topic -> new NewTopic(topic.wireName(), Topic.LOCAL_PARTITIONS, (short) 1).configs(topic.config()))
                .toList();
        try {
            admin.createTopics(wanted).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static void update(Admin admin, List<Topic> topics) throws ExecutionException, InterruptedException {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (Topic topic : topics) {
            List<AlterConfigOp> ops = new ArrayList<>();
            topic.config()
                    .forEach((key, value) ->
                            ops.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET)));
            changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.wireName()), ops);
        }
        if (!changes.isEmpty()) {
            admin.incrementalAlterConfigs(changes).all().get();
        }
    }

    /**
     * The controller names a leader before the broker has made the partition's log. A producer that writes in between has its first
     * batch refused and a later one taken, and cannot get into order again; so each partition is asked where its log ends.
     */
    private static void awaitLeaders(Admin admin) throws ExecutionException, InterruptedException {
        List<String> names = Stream.of(Topic.values()).map(Topic::wireName).toList();
        while (true) {
            try {
                Collection<TopicDescription> topics =
                        admin.describeTopics(names).allTopicNames().get().values();
                if (topics.stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .allMatch(partition -> partition.leader() != null
                                && !partition.leader().isEmpty())) {
                    admin.listOffsets(ends(topics)).all().get();
                    return;
                }
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof InvalidMetadataException)) {
                    throw e;
                }
            }
            Thread.sleep(20);
        }
    }

    private static Map<TopicPartition, OffsetSpec> ends(Collection<TopicDescription> topics) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        topics.forEach(topic -> topic.partitions()
                .forEach(partition ->
                        wanted.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest())));
        return wanted;
    }
}
