package dev.rapport.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.Topic;
import dev.rapport.local.suite.Service;
import dev.rapport.system.suite.RestClient.Answer;
import dev.rapport.system.suite.RunningSuite;
import dev.rapport.system.world.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The rights that a cluster gives each service on Kafka are what the running services use: every topic they read, none they do not. */
class TopicRightsIT {

    private static final RunningSuite SUITE = RunningSuite.shared();
    private static final String KAFKA = SUITE.launcher().kafka();
    private static final String SELLER = "rights-shop";

    private record Rights(Set<String> read, Set<String> write) {}

    @Test
    void shouldLetEveryServiceReadWhatItsConsumersReadAndNothingElse() throws IOException {
        Map<String, Rights> rights = rights();
        // A group that divides its partitions anew names nobody for a moment.
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Map<String, Set<String>> read = readByGroups();
            for (Service service : Service.behind()) {
                assertThat(rights).containsKey(service.label());
                Rights of = rights.getOrDefault(service.label(), new Rights(Set.of(), Set.of()));
                Set<String> reads = read.getOrDefault(service.label(), Set.of());
                assertThat(of.read()).as(service.label()).containsAll(reads);
                // What it writes it reads after its database was put back, by no group.
                Set<String> others = new TreeSet<>(of.read());
                others.removeAll(reads);
                assertThat(of.write()).as(service.label()).containsAll(others);
            }
        });
    }

    @Test
    void shouldLetEveryServiceWriteWhatItHasWritten() throws IOException {
        Lines lines = new Lines("/rights");
        Instant at = Instant.now().minus(Duration.ofHours(1));
        String events = "[" + lines.buyerMessage(SELLER, "rt1", "rtm1", "PRE_SALE", at, "Is it red?") + ","
                + lines.reviewPosted(SELLER, "rt1", "rto1", 2, at) + "]";
        Answer taken = SUITE.gateway(Set.of(SELLER), Set.of("feeder"))
                .send("POST", "/api/v1/sellers/" + SELLER + "/inbound", events, "application/cloudevents-batch+json");
        assertThat(taken.status()).as(taken.text()).isEqualTo(200);
        Map<String, Rights> rights = rights();
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Map<String, Set<String>> written = writtenBySource();
            assertThat(written.getOrDefault("message-service", Set.of())).contains(Topic.MESSAGES.wireName());
            assertThat(written.getOrDefault("review-service", Set.of())).contains(Topic.REVIEWS.wireName());
            written.forEach((service, topics) -> assertThat(rights.getOrDefault(service, new Rights(Set.of(), Set.of()))
                            .write())
                    .as(service)
                    .containsAll(topics));
        });
    }

    /** What {@code users.yaml} of the manifests grants, by user. */
    private static Map<String, Rights> rights() throws IOException {
        String users = Files.readString(RunningSuite.root().resolve("deploy/kubernetes/base/generated/users.yaml"));
        Map<String, Rights> rights = new TreeMap<>();
        Pattern topic = Pattern.compile("\\{type: topic, name: (\\S+), patternType: literal}, operations: \\[(.*)]");
        for (String user : users.split("---\n", -1)) {
            Matcher name =
                    Pattern.compile("^  name: (\\S+)$", Pattern.MULTILINE).matcher(user);
            assertThat(name.find()).isTrue();
            Rights of = new Rights(new TreeSet<>(), new TreeSet<>());
            Matcher acl = topic.matcher(user);
            while (acl.find()) {
                if (acl.group(2).contains("Read")) {
                    of.read().add(acl.group(1));
                }
                if (acl.group(2).contains("Write")) {
                    of.write().add(acl.group(1));
                }
            }
            rights.put(name.group(1), of);
        }
        return rights;
    }

    private static Map<String, Set<String>> readByGroups() throws ExecutionException, InterruptedException {
        List<String> groups = Service.behind().stream()
                .flatMap(service -> service == Service.SCORE
                        ? java.util.stream.Stream.of(service.label(), service.label() + "-alerts")
                        : java.util.stream.Stream.of(service.label()))
                .toList();
        Map<String, Set<String>> read = new TreeMap<>();
        try (Admin admin = Admin.create(Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, KAFKA))) {
            for (ConsumerGroupDescription group :
                    admin.describeConsumerGroups(groups).all().get().values()) {
                String service = group.groupId().replaceFirst("(-service).*", "$1");
                group.members().forEach(member -> member.assignment()
                        .topicPartitions()
                        .forEach(partition -> read.computeIfAbsent(service, _ -> new TreeSet<>())
                                .add(partition.topic())));
            }
        }
        return read;
    }

    private static Map<String, Set<String>> writtenBySource() {
        Map<String, Set<String>> written = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        KAFKA,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Arrays.stream(Topic.values())
                    .flatMap(topic -> consumer.partitionsFor(topic.wireName()).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(at -> consumer.position(at) < ends.getOrDefault(at, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    Header source = record.headers().lastHeader("ce_source");
                    String name = source == null ? "" : new String(source.value(), UTF_8);
                    if (name.startsWith("/rapport/") && !record.topic().equals(Topic.DEAD_LETTERS.wireName())) {
                        written.computeIfAbsent(name.substring("/rapport/".length()), _ -> new TreeSet<>())
                                .add(record.topic());
                    }
                }
            }
        }
        return written;
    }
}
