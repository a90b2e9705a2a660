package dev.rapport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.events.Topic;
import dev.rapport.local.server.ServiceDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every implementation of {@link Servers} must do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServersContract {

    private final Servers servers;

    ServersContract(Servers servers) {
        this.servers = servers;
    }

    @AfterAll
    void end() {
        servers.close();
    }

    @Test
    void shouldLetTheOwnerMigrateAndTheOthersUseWhatTheyAreGrantedWhenADatabaseIsFresh() throws SQLException {
        ServiceDatabase database = servers.createDatabase("fresh");

        try (Connection owner = connect(database, database.owner());
                Statement sql = owner.createStatement()) {
            sql.execute("CREATE TABLE thing (seller_id text)");
            sql.execute("GRANT SELECT ON thing TO rapport_rest");
        }

        assertThat(query(database, database.rest(), "SELECT count(*) FROM thing"))
                .isEqualTo("0");
        assertThatThrownBy(() -> query(database, database.worker(), "SELECT count(*) FROM thing"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> query(database, database.rest(), "CREATE TABLE other (x int)"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void shouldApplyRowLevelSecurityToRestAndWorkerOnlyWhenATableIsProtected() throws SQLException {
        ServiceDatabase database = servers.createDatabase("protected");
        try (Connection owner = connect(database, database.owner());
                Statement sql = owner.createStatement()) {
            sql.execute("CREATE TABLE thing (seller_id text)");
            sql.execute("ALTER TABLE thing ENABLE ROW LEVEL SECURITY");
            sql.execute("ALTER TABLE thing FORCE ROW LEVEL SECURITY");
            sql.execute("GRANT SELECT ON thing TO rapport_rest, rapport_worker");
            sql.execute("INSERT INTO thing VALUES ('s1')");
        }

        assertThat(query(database, database.owner(), "SELECT count(*) FROM thing"))
                .isEqualTo("1");
        assertThat(query(database, database.rest(), "SELECT count(*) FROM thing"))
                .isEqualTo("0");
        assertThat(query(database, database.worker(), "SELECT count(*) FROM thing"))
                .isEqualTo("0");
    }

    @Test
    void shouldKeepServicesOutOfEachOthersDatabaseWhenTheyShareTheServer() {
        ServiceDatabase mine = servers.createDatabase("mine");
        ServiceDatabase yours = servers.createDatabase("yours");

        assertThatThrownBy(() -> connect(yours, mine.rest()).close()).hasMessageContaining("permission denied");
    }

    @Test
    void shouldGiveAnotherDatabaseWhenTheNameIsTaken() {
        assertThat(servers.createDatabase("same").name())
                .isNotEqualTo(servers.createDatabase("same").name());
    }

    @Test
    void shouldConfigureEveryTopicAsTheContractSaysWhenCalledAgain() throws Exception {
        servers.createTopics();
        servers.createTopics();

        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers.kafka()))) {
            List<String> names = Stream.of(Topic.values()).map(Topic::wireName).toList();
            assertThat(admin.describeTopics(names).allTopicNames().get().values())
                    .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(Topic.LOCAL_PARTITIONS));
            for (Topic topic : Topic.values()) {
                ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.wireName());
                var config = Objects.requireNonNull(
                        admin.describeConfigs(List.of(resource)).all().get().get(resource));
                topic.config()
                        .forEach((key, value) ->
                                assertThat(config.get(key).value()).as(key).isEqualTo(value));
            }
        }
    }

    @Test
    void shouldStampRecordsWithTheTimeOfAppendWhenTheProducerSaysAnother() throws Exception {
        servers.createTopics();
        TopicPartition alerts = new TopicPartition(Topic.ALERTS.wireName(), 0);
        try (var producer = producer()) {
            producer.send(new ProducerRecord<>(alerts.topic(), 0, 1L, null, "x".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }

        try (var consumer = consumer()) {
            consumer.assign(List.of(alerts));
            consumer.seekToBeginning(List.of(alerts));
            var record = consumer.poll(Duration.ofSeconds(20)).iterator().next();
            assertThat(record.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
            assertThat(record.timestamp()).isGreaterThan(1_000_000_000_000L);
        }
    }

    @Test
    void shouldKeepWhatWasCommittedWhenPostgresIsKilled() throws SQLException {
        ServiceDatabase database = servers.createDatabase("killed");
        try (Connection owner = connect(database, database.owner());
                Statement sql = owner.createStatement()) {
            sql.execute("CREATE TABLE thing (n int)");
            sql.execute("INSERT INTO thing SELECT generate_series(1, 1000)");

            servers.postgres().kill();
            assertThat(servers.postgres().running()).isFalse();
        }
        servers.postgres().start();

        assertThat(query(database, database.owner(), "SELECT count(*) FROM thing"))
                .isEqualTo("1000");
    }

    @Test
    void shouldKeepWhatWasAcknowledgedWhenTheBrokerIsKilled() throws Exception {
        servers.createTopics();
        String topic = Topic.OUTBOUND.wireName();
        try (var producer = producer()) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                byte[] key = ("s" + i).getBytes(StandardCharsets.UTF_8);
                sent.add(producer.send(new ProducerRecord<>(topic, key, new byte[100])));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }

            servers.broker().kill();
            assertThat(servers.broker().running()).isFalse();
            servers.broker().start();

            // The same producer goes on: the broker is where it was.
            producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[100]))
                    .get();
        }

        try (var consumer = consumer()) {
            List<TopicPartition> partitions = IntStream.range(0, Topic.LOCAL_PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            long held = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(held).isEqualTo(501);
        }
    }

    @Test
    void shouldServeAgainOnTheSameAddressesWhenStoppedInAnOrderlyWay() throws SQLException {
        servers.broker().stop();
        servers.postgres().stop();
        assertThat(servers.broker().running()).isFalse();
        assertThat(servers.postgres().running()).isFalse();

        servers.postgres().start();
        servers.broker().start();

        servers.createTopics();
        try (Connection connection = servers.superuser("postgres")) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers.kafka(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers.kafka()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Connection connect(ServiceDatabase database, ServiceDatabase.Login login) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), login.user(), login.password());
    }

    private static String query(ServiceDatabase database, ServiceDatabase.Login login, String query)
            throws SQLException {
        try (Connection connection = connect(database, login);
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
