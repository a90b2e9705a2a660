package dev.rapport.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kept AsyncAPI document says what the descriptors say. */
class AsyncApiTest {

    private static final Path KEPT = Regeneration.RESOURCES.resolve("asyncapi.yaml");

    @Test
    void shouldBeTheKeptDocumentWhenItIsGenerated() {
        String generated = AsyncApiGenerator.yaml();
        Regeneration.keep(KEPT, generated);

        assertThat(TestFiles.read(KEPT))
                .as("The descriptors changed: mvn -pl libs/events test -Drapport.contract=write")
                .isEqualTo(generated);
    }

    @Test
    void shouldHaveOneChannelPerTopicWhenChannelsAreListed() throws IOException {
        assertThat(StreamSupport.stream(served().path("channels").spliterator(), false)
                        .map(channel -> channel.path("address").asText()))
                .containsExactlyElementsOf(
                        Stream.of(Topic.values()).map(Topic::wireName).toList());
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void shouldBindTheTopicAsDescribedWhenAChannelIsRead(Topic topic) throws IOException {
        JsonNode kafka = channel(topic).at("/bindings/kafka");
        JsonNode configuration = kafka.path("topicConfiguration");

        assertThat(kafka.path("topic").asText()).isEqualTo(topic.wireName());
        assertThat(kafka.path("partitions").asInt()).isEqualTo(topic.partitions());
        assertThat(configuration.at("/cleanup.policy/0").asText())
                .isEqualTo(topic.config().get("cleanup.policy"));
        assertThat(configuration.path("max.message.bytes").asInt()).isEqualTo(topic.maxMessageBytes());
        Duration retention = topic.retention();
        assertThat(configuration.path("retention.ms").asLong(-1))
                .isEqualTo(retention == null ? -1 : retention.toMillis());
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void shouldCarryTheTypesOfTheTopicWhenAChannelIsRead(Topic topic) throws IOException {
        JsonNode document = served();
        List<String> names = new ArrayList<>();
        for (JsonNode message : channel(topic).path("messages")) {
            names.add(resolved(document, message).path("name").asText());
        }

        assertThat(names)
                .containsExactlyElementsOf(
                        topic == Topic.DEAD_LETTERS
                                ? List.of(AsyncApiGenerator.DEAD_LETTER)
                                : EventType.on(topic).stream()
                                        .map(EventType::wireName)
                                        .toList());
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldHaveTheSchemaOfTheTypeWhenAMessageIsRead(EventType type) throws IOException {
        JsonNode document = served();
        JsonNode message = document.at("/components/messages/" + type.record().getSimpleName());
        JsonNode schema = TestFiles.tree(new String(Contract.schema(type), UTF_8));

        ObjectNode payload = resolved(document, message.path("payload")).deepCopy();
        payload.set("components", document.path("components"));

        // Both ways, so that they say the same.
        assertThat(SchemaCompatibility.breaks(schema, payload)).isEmpty();
        assertThat(SchemaCompatibility.breaks(payload, schema)).isEmpty();
    }

    @Test
    void shouldResolveWhenAReferenceIsFollowed() throws IOException {
        JsonNode document = served();

        assertThat(document.findValuesAsText("$ref"))
                .hasSizeGreaterThan(EventType.values().length)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void shouldOperateOnEveryChannelWhenOperationsAreListed() throws IOException {
        assertThat(StreamSupport.stream(served().path("operations").spliterator(), false)
                        .map(operation -> operation.at("/channel/$ref").asText()))
                .containsAll(Stream.of(Topic.values())
                        .map(topic -> "#/channels/" + AsyncApiGenerator.channelOf(topic))
                        .toList());
    }

    @Test
    void shouldTellEveryHeaderWhenARecordIsADeadLetter() throws IOException {
        assertThat(served().at("/components/messages/DeadLetter/headers/required"))
                .extracting(JsonNode::asText)
                .containsExactly("dlq-topic", "dlq-partition", "dlq-offset", "dlq-service", "dlq-reason", "dlq-at");
    }

    private static JsonNode served() throws IOException {
        return new YAMLMapper().readTree(Contract.asyncApi());
    }

    private static JsonNode channel(Topic topic) throws IOException {
        return served().path("channels").path(AsyncApiGenerator.channelOf(topic));
    }

    private static JsonNode resolved(JsonNode document, JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null ? node : document.requiredAt(reference.asText().substring(1));
    }
}
