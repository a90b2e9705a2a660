package dev.rapport.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The AsyncAPI 3 document of the suite, from the descriptors of topics and types. */
final class AsyncApiGenerator {

    static final String DEAD_LETTER = "DeadLetter";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String KAFKA_BINDING = "0.5.0";
    private static final String ENVELOPE = "cloudEvent";

    private AsyncApiGenerator() {}

    /** The document as YAML. */
    static String yaml() {
        YAMLMapper mapper = YAMLMapper.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .build();
        try {
            return mapper.writeValueAsString(document());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree is always YAML", e);
        }
    }

    private static ObjectNode document() {
        ObjectNode document = NODES.objectNode().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Rapport events")
                .put("version", "1.0.0")
                .put("description", """
                        CloudEvents 1.0 over Kafka. Rapport writes binary mode and reads binary and structured mode. \
                        The key of every record is the seller's id. Types that a reader does not know are to be \
                        skipped, fields that it does not know ignored.""")
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("url", "https://www.apache.org/licenses/LICENSE-2.0.txt");
        document.put("defaultContentType", "application/json");
        document.putObject("servers")
                .putObject("local")
                .put("host", "localhost:19092")
                .put("protocol", "kafka")
                .put("description", "The broker of the local stack.");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        for (Topic topic : Topic.values()) {
            channels.set(channelOf(topic), channel(topic));
            operate(operations, topic);
        }
        document.set("components", components());
        return document;
    }

    /** The name of a topic's channel in the document. */
    static String channelOf(Topic topic) {
        StringBuilder name = new StringBuilder();
        for (String word : topic.wireName().substring("rapport.".length()).split("-", -1)) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    /** The names of the messages a topic carries. */
    static List<String> messagesOn(Topic topic) {
        return topic == Topic.DEAD_LETTERS
                ? List.of(DEAD_LETTER)
                : EventType.on(topic).stream().map(AsyncApiGenerator::messageOf).toList();
    }

    private static String messageOf(EventType type) {
        return type.record().getSimpleName();
    }

    private static ObjectNode channel(Topic topic) {
        ObjectNode channel = NODES.objectNode()
                .put("address", topic.wireName())
                .put("description", topic.description() + " Times are the broker's append times.");
        ObjectNode messages = channel.putObject("messages");
        for (String name : messagesOn(topic)) {
            messages.set(name, reference("components/messages/" + name));
        }
        ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
        kafka.put("topic", topic.wireName()).put("partitions", topic.partitions());
        ObjectNode configuration = kafka.putObject("topicConfiguration");
        configuration.putArray("cleanup.policy").add(topic.compacted() ? "compact" : "delete");
        Duration retention = topic.retention();
        if (retention != null) {
            configuration.put("retention.ms", retention.toMillis());
        }
        configuration.put("max.message.bytes", topic.maxMessageBytes());
        kafka.put("bindingVersion", KAFKA_BINDING);
        return channel;
    }

    /** Rapport's side: it receives what others tell it, and sends everything else; feeders may write facts in its stead. */
    private static void operate(ObjectNode operations, Topic topic) {
        List<String> actions =
                switch (topic) {
                    case INBOUND -> List.of("receive");
                    case MESSAGES, REVIEWS, CARE, ALERTS -> List.of("send", "receive");
                    case OUTBOUND, SELLERS, SCORES, DEAD_LETTERS -> List.of("send");
                };
        for (String action : actions) {
            String channel = channelOf(topic);
            ObjectNode operation = operations
                    .putObject(action + Character.toUpperCase(channel.charAt(0)) + channel.substring(1))
                    .put("action", action);
            operation.set("channel", reference("channels/" + channel));
            ArrayNode messages = operation.putArray("messages");
            for (String name : messagesOn(topic)) {
                messages.add(reference("channels/" + channel + "/messages/" + name));
            }
        }
    }

    private static ObjectNode components() {
        ObjectNode components = NODES.objectNode();
        ObjectNode messages = components.putObject("messages");
        for (EventType type : EventType.values()) {
            messages.set(messageOf(type), message(type));
        }
        messages.set(DEAD_LETTER, deadLetter());
        components.putObject("messageTraits").set(ENVELOPE, envelope());
        components.putObject("schemas").setAll(SchemaGenerator.components("#/components/schemas/"));
        return components;
    }

    private static ObjectNode message(EventType type) {
        ObjectNode message = NODES.objectNode().put("name", type.wireName()).put("title", type.wireName());
        message.putArray("traits").add(reference("components/messageTraits/" + ENVELOPE));
        message.set("payload", reference("components/schemas/" + messageOf(type)));
        return message;
    }

    private static ObjectNode envelope() {
        ObjectNode envelope = NODES.objectNode().put("contentType", "application/json");
        ObjectNode headers = envelope.putObject("headers").put("type", "object");
        ObjectNode properties = headers.putObject("properties");
        header(properties, "ce_specversion", "CloudEvents version.").put("const", "1.0");
        header(properties, "ce_id", "With ce_source the event's identity, kept 7 days.")
                .put("minLength", 1)
                .put("maxLength", Envelope.LONGEST_ID);
        header(properties, "ce_source", "Who tells it; Rapport's own start with /rapport/.")
                .put("minLength", 1)
                .put("maxLength", Envelope.LONGEST_ATTRIBUTE);
        header(properties, "ce_type", "The type's name; the message's own name.");
        header(properties, "ce_time", "When it occurred, RFC 3339.").put("format", "date-time");
        header(properties, "ce_subject", "What it is about.");
        header(properties, "ce_sequence", "Outbox position, on Rapport's own facts: epoch, transaction and row.");
        header(properties, "ce_pack", "Policy pack and version in force, such as aliexpress@2024-06.");
        header(properties, "traceparent", "W3C trace context.");
        header(properties, DeadLetterHeaders.REPLAY, "There when the record was sent again from the dead letters.");
        headers.putArray("required")
                .add("ce_specversion")
                .add("ce_id")
                .add("ce_source")
                .add("ce_type");
        keyed(envelope, "^[A-Za-z0-9._:~-]{1,64}$");
        return envelope;
    }

    private static ObjectNode deadLetter() {
        ObjectNode message = NODES.objectNode()
                .put("name", DEAD_LETTER)
                .put("title", "A record that could not be applied")
                .put("summary", "Key, value and headers as they were; of a value too large its hash and head.");
        ObjectNode headers = message.putObject("headers").put("type", "object");
        ObjectNode properties = headers.putObject("properties");
        ArrayNode required = headers.putArray("required");
        for (String name : deadLetterHeaders()) {
            properties.putObject(name).put("type", "string");
            required.add(name);
        }
        return message;
    }

    /** All that are put on a dead letter, so all but the mark of a replay. */
    static List<String> deadLetterHeaders() {
        List<String> names = new ArrayList<>();
        for (Field constant : DeadLetterHeaders.class.getFields()) {
            try {
                names.add((String) constant.get(null));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("A public constant", e);
            }
        }
        names.remove(DeadLetterHeaders.REPLAY);
        return names;
    }

    private static ObjectNode header(ObjectNode properties, String name, String description) {
        return properties.putObject(name).put("type", "string").put("description", description);
    }

    private static void keyed(ObjectNode message, String pattern) {
        ObjectNode kafka = message.putObject("bindings").putObject("kafka");
        kafka.putObject("key").put("type", "string").put("pattern", pattern);
        kafka.put("bindingVersion", KAFKA_BINDING);
    }

    private static ObjectNode reference(String path) {
        return NODES.objectNode().put("$ref", "#/" + path);
    }
}
