package dev.rapport.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.events.Topic;
import dev.rapport.local.server.BaseBackup;
import dev.rapport.local.suite.Progress;
import dev.rapport.local.suite.Suite;
import dev.rapport.local.suite.SuiteBackups;
import dev.rapport.system.oracle.InputEvent;
import dev.rapport.system.oracle.Oracle;
import dev.rapport.system.suite.FigureCheck;
import dev.rapport.system.suite.RawFeeder;
import dev.rapport.system.suite.RestClient.Answer;
import dev.rapport.system.suite.RunningSuite;
import dev.rapport.system.suite.Settled;
import dev.rapport.system.world.GeneratedWorld;
import dev.rapport.system.world.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * architecture.md 6: the databases' folder is gone, Kafka is not. Everything that was archived comes back, what Kafka has is derived from
 * it, nothing is counted twice, and what cannot be derived is named.
 */
@Tag("long")
class RestoreIT {
    private static final String SELLER = "restored-shop";
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long SEED = 20261123;

    private final RunningSuite suite = RunningSuite.shared();
    private final Suite launcher = suite.launcher();

    @Test
    void shouldKnowTheSameAfterTheDataFolderIsGone() throws IOException {
        List<String> lines = GeneratedWorld.lines(SEED, "rst", 4, 40, 60);
        int third = lines.size() / 3;
        FigureCheck check = new FigureCheck(suite.operator(), new Oracle(InputEvent.parseAll(lines)), SEED);

        feed(lines.subList(0, third));
        ask("archived", "lost");
        BaseBackup backup = launcher.backups().take(Instant.now());
        feed(lines.subList(third, 2 * third));
        String archived = answer("archived");
        launcher.backups().archiveNow();
        // From here on nothing reaches the archive but by chance: the segment is not closed.
        feed(lines.subList(2 * third, lines.size()));
        answer("lost");
        check.awaitNewest(PATIENCE);
        Settled.await(launcher, PATIENCE);
        Instant asOf = Instant.now();
        JsonNode counted = suite.operator().score(SELLER, asOf, 720).required("counters");

        launcher.kill(Suite.POSTGRES);
        launcher.stop(Progress.NONE);
        delete(launcher.home().resolve("postgres"));
        launcher.backups().restore(backup, null, Instant.now(), Progress.NONE);
        suite.startWhatIsGone();
        Settled.await(launcher, PATIENCE);

        check.awaitNewest(PATIENCE);
        check.everywhere(10, 720);
        assertThat(suite.operator().score(SELLER, asOf, 720).required("counters"))
                .isEqualTo(counted);
        assertThat(turn("archived").path("answeredAt").asText()).isEqualTo(archived);
        assertThat(turn("lost").path("answeredAt").isNull())
                .as("the reply that was lost")
                .isTrue();
        List<SuiteBackups.Missing> missing = launcher.backups().missing();
        assertThat(missing).extracting(SuiteBackups.Missing::seller).containsOnly(SELLER);
        assertThat(missing).extracting(SuiteBackups.Missing::type).contains("rapport.turn.answered.v1");
        assertThat(toldTwice()).isEmpty();
    }

    private void feed(List<String> lines) {
        try (RawFeeder feeder = new RawFeeder(launcher.kafka())) {
            feeder.feed(lines);
        }
        Settled.await(launcher, PATIENCE);
    }

    private void ask(String... conversations) {
        Lines lines = new Lines("/restore");
        Instant at = Instant.now().minus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.SECONDS);
        feed(Stream.of(conversations)
                .map(id -> lines.buyerMessage(SELLER, id, id + "-m", "AFTER_SALE", at, "Where is it?"))
                .toList());
    }

    private String answer(String conversation) {
        Answer replied = suite.gateway(Set.of(SELLER), Set.of("agent"))
                .post(path(conversation) + "/replies", "{\"text\":\"It is on its way.\"}");
        assertThat(replied.status()).as(replied.text()).isEqualTo(201);
        await().atMost(PATIENCE)
                .until(() -> turn(conversation).path("answeredAt").isTextual());
        Settled.await(launcher, PATIENCE);
        return turn(conversation).path("answeredAt").asText();
    }

    private JsonNode turn(String conversation) {
        return suite.gateway(Set.of(SELLER), Set.of("agent"))
                .get(path(conversation))
                .json()
                .path("turn");
    }

    private static String path(String conversation) {
        return "/api/v1/sellers/" + SELLER + "/conversations/" + conversation;
    }

    /** Facts that stand on their topic under two places of the outbox: somebody derived them again and told them again. */
    private Set<String> toldTwice() {
        Set<String> twice = new TreeSet<>();
        Map<String, String> places = new HashMap<>();
        Map<String, Object> settings = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, launcher.kafka());
        try (var kafka = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Stream.of(
                            Topic.MESSAGES, Topic.REVIEWS, Topic.CARE, Topic.OUTBOUND, Topic.ALERTS)
                    .flatMap(topic -> kafka.partitionsFor(topic.wireName()).stream())
                    .map(found -> new TopicPartition(found.topic(), found.partition()))
                    .toList();
            kafka.assign(partitions);
            kafka.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = kafka.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> kafka.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> found : kafka.poll(Duration.ofMillis(200))) {
                    String fact = found.topic() + " " + header(found, "ce_type") + " " + header(found, "ce_id");
                    String place = header(found, "ce_sequence");
                    String before = places.put(fact, place);
                    if (before != null && !before.equals(place)) {
                        twice.add(fact);
                    }
                }
            }
        }
        return twice;
    }

    private static String header(ConsumerRecord<byte[], byte[]> found, String name) {
        var header = found.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
