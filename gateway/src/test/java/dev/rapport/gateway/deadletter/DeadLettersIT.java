package dev.rapport.gateway.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.Topic;
import dev.rapport.gateway.Behind;
import dev.rapport.gateway.Client;
import dev.rapport.gateway.Client.Answer;
import dev.rapport.gateway.GatewayProfile;
import dev.rapport.gateway.Tokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** api.md, gateway: the dead letters of all services, for operators. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class DeadLettersIT {

    private static final Vertx VERTX = Vertx.vertx();
    private static final AtomicInteger SELLERS = new AtomicInteger();
    private static final String PATH = "/api/v1/dead-letters";

    @TestHTTPResource
    URI root;

    private final String seller = "dead-" + SELLERS.incrementAndGet();
    private final String operator = Tokens.trusted().token(Set.of("*"), "admin");
    private final long base = System.nanoTime() >>> 8;
    private Client client;

    @BeforeEach
    void start() {
        client = new Client(VERTX, root.getPort());
    }

    @AfterEach
    void stop() {
        Behind.await(client.close());
    }

    @Test
    void shouldShowWhatNoServiceCouldApplyEachOnceAndWithoutTheRecord() throws Exception {
        letter("care-service", 1, "MALFORMED: no JSON at 3", Map.of());
        letter("score-service", 2, "UNKNOWN_SELLER: no such", Map.of());
        letter("score-service", 2, "UNKNOWN_SELLER: no such", Map.of());

        JsonArray all = list("");
        assertThat(all).hasSize(2);
        JsonObject one = list("&service=care-service").getJsonObject(0);
        assertThat(one.getString("deadLetterId")).isEqualTo(id("care-service", 1));
        assertThat(one.getString("reason")).isEqualTo("MALFORMED");
        assertThat(one.getString("detail")).isEqualTo("no JSON at 3");
        assertThat(one.getString("type")).isEqualTo("rapport.order.placed.v1");
        assertThat(one.getString("state")).isEqualTo("OPEN");
        assertThat(one.getBoolean("replayable")).isTrue();
        assertThat(all.encode()).doesNotContain("secret text");
        assertThat(list("&reason=UNKNOWN_SELLER")).hasSize(1);
        assertThat(list("&topic=rapport.sellers")).isEmpty();
    }

    @Test
    void shouldSendOneAgainToTheServiceThatRefusedItAndOnlyOnce() throws Exception {
        letter("care-service", 1, "MALFORMED: x", Map.of());
        letter("care-service", 2, "MALFORMED: cut", Map.of("dlq-original-sha256", "00"));
        list("");
        Map<TopicPartition, Long> before = ends();

        Map<String, String> came =
                decide("replay", id("care-service", 1), id("care-service", 2), id("care-service", 3));
        assertThat(came)
                .containsEntry(id("care-service", 1), "REPLAYED")
                .containsEntry(id("care-service", 2), "NOT_WHOLE")
                .containsEntry(id("care-service", 3), "UNKNOWN");
        assertThat(decide("replay", id("care-service", 1))).containsValue("NOT_OPEN");
        assertThat(decide("discard", id("care-service", 1))).containsValue("NOT_OPEN");

        List<ConsumerRecord<byte[], byte[]>> sent = since(before).stream()
                .filter(record -> new String(record.key(), UTF_8).equals(seller))
                .toList();
        assertThat(sent).hasSize(1);
        assertThat(new String(sent.getFirst().value(), UTF_8)).isEqualTo("secret text");
        assertThat(header(sent.getFirst(), "dlq-service")).isEqualTo("care-service");
        assertThat(header(sent.getFirst(), "rapport-replay")).isNotNull();
        assertThat(header(sent.getFirst(), "ce_type")).isEqualTo("rapport.order.placed.v1");
        JsonObject shown = list("&state=REPLAYED").getJsonObject(0);
        assertThat(shown.getString("settledBy")).isEqualTo("agent-1");
        assertThat(shown.getInstant("settledAt")).isAfter(Instant.now().minusSeconds(600));
    }

    @Test
    void shouldPutAsideWhatNobodyNeedsAndStillFindIt() throws Exception {
        letter("review-service", 1, "MALFORMED: x", Map.of());
        list("");
        assertThat(decide("discard", id("review-service", 1))).containsValue("DISCARDED");
        assertThat(list("&state=OPEN")).isEmpty();
        assertThat(list("&state=DISCARDED")).hasSize(1);
        assertThat(decide("replay", id("review-service", 1)))
                .as("thought better of")
                .containsValue("REPLAYED");
    }

    @Test
    void shouldPageThem() throws Exception {
        for (int i = 1; i <= 5; i++) {
            letter("care-service", i, "MALFORMED: x", Map.of());
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        for (String next = ""; next != null; ) {
            JsonObject page = client.get(PATH + "?limit=2&sellerId=" + seller + cursor, operator)
                    .json();
            page.getJsonArray("items").forEach(item -> seen.add(((JsonObject) item).getString("deadLetterId")));
            next = page.getString("next");
            cursor = "&cursor=" + next;
        }
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void shouldBeForOperatorsOnly() {
        String one = Tokens.trusted().token(Set.of(seller), "admin");
        assertThat(client.get(PATH, one).code()).isEqualTo("ROLE_REQUIRED");
        assertThat(client.post(PATH + "/replay", one, chosen("x").toBuffer()).code())
                .isEqualTo("ROLE_REQUIRED");
        String reader = Tokens.trusted().token(Set.of("*"), "viewer");
        assertThat(client.get(PATH, reader).status()).isEqualTo(200);
        assertThat(client.post(PATH + "/discard", reader, chosen("x").toBuffer())
                        .code())
                .isEqualTo("ROLE_REQUIRED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"deadLetterIds\":[]}", "{\"deadLetterIds\":[null]}", "{\"deadLetterIds\":[\"\\u0000\"]}"
            })
    void shouldRefuseAChoiceOfNothing(String body) {
        assertThat(client.post(PATH + "/replay", operator, new JsonObject(body).toBuffer())
                        .code())
                .isEqualTo("INVALID");
        assertThat(client.get(PATH + "?state=LOST", operator).code()).isEqualTo("BAD_PARAMETER");
    }

    private JsonArray list(String filter) {
        Answer answer = client.get(PATH + "?sellerId=" + seller + filter, operator);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.json().getJsonArray("items");
    }

    private Map<String, String> decide(String what, String... ids) {
        Answer answer = client.post(PATH + '/' + what, operator, chosen(ids).toBuffer());
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        Map<String, String> came = new TreeMap<>();
        answer.json().getJsonArray("items").forEach(item -> {
            JsonObject each = (JsonObject) item;
            came.put(each.getString("deadLetterId"), each.getString("status"));
        });
        return came;
    }

    private static JsonObject chosen(String... ids) {
        return new JsonObject()
                .put("deadLetterIds", new JsonArray(Stream.of(ids).toList()));
    }

    private String id(String service, int number) {
        return service + "/rapport.inbound/0/" + (base + number);
    }

    /** As a service writes one; its original was nowhere. */
    private void letter(String service, int number, String reason, Map<String, String> more) throws Exception {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("ce_type", "rapport.order.placed.v1");
        headers.put("dlq-topic", "rapport.inbound");
        headers.put("dlq-partition", "0");
        headers.put("dlq-offset", Long.toString(base + number));
        headers.put("dlq-service", service);
        headers.put("dlq-reason", reason);
        headers.put("dlq-at", Instant.now().toString());
        var record = new ProducerRecord<>(
                Topic.DEAD_LETTERS.wireName(), seller.getBytes(UTF_8), "secret text".getBytes(UTF_8));
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    private static Map<TopicPartition, Long> ends() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            return new HashMap<>(consumer.endOffsets(consumer.partitionsFor(Topic.INBOUND.wireName()).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList()));
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> since(Map<TopicPartition, Long> before) {
        Map<TopicPartition, Long> now = ends();
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(before.keySet());
            before.forEach(consumer::seek);
            while (now.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
        }
        return found;
    }

    private static KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    private static String kafka() {
        return ConfigProvider.getConfig().getValue("RAPPORT_KAFKA", String.class);
    }
}
