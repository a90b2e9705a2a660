package dev.rapport.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Law: schema and codec agree. Every field of every type is spoiled in every way; what the schema takes the codec takes, and
 * what the codec takes the schema takes, but for null in an optional field.
 */
class SchemaAgreementTest {

    private static final long SEED = Long.getLong("rapport.seed", System.nanoTime());
    private static final int EVENTS_PER_TYPE = 50;

    private static final List<String> SPOILED = List.of(
            "null",
            "17",
            "-1",
            "0",
            "6",
            "200",
            "404",
            "599",
            "600",
            "2.5",
            "9223372036854775808",
            "true",
            "[]",
            "[null]",
            "[\"x\"]",
            "{}",
            "{\"MONDAY\":[]}",
            "{\"x\":null}",
            "\"\"",
            "\"x\"",
            "\"x y\"",
            "\"\\u0000\"",
            "\"\\n\"",
            "\"" + "x".repeat(65) + "\"",
            "\"" + "é".repeat(129) + "\"",
            "\"EUR\"",
            "\"-0.5\"",
            "\"1.1234567\"",
            "\"12\"",
            "\"2026-11-22T10:00:00Z\"",
            "\"2026-11-22T10:00:00+01:00\"",
            "\"1970-12-31T23:59:59Z\"",
            "\"2100-01-01T00:00:00Z\"",
            "\"2026-10-01\"",
            "\"08:30\"",
            "\"24:00\"",
            "\"UTC\"",
            "\"human\"",
            "\"HUMAN\"");

    /** What no schema can say. */
    private static final List<String> BEYOND_SCHEMAS =
            List.of("is not an IANA time zone", "is not after from", "has shifts that overlap");

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldBeValidWhenTheCodecWroteIt(EventType type) {
        Schema schema = schema(type);
        SeededEvents seeded = new SeededEvents(SEED + type.ordinal());
        assertThat(schema.validate(TestFiles.example(type))).isEmpty();
        for (int i = 0; i < EVENTS_PER_TYPE; i++) {
            String data = new String(new EventCodec().data(seeded.event(type)), UTF_8);

            assertThat(schema.validate(TestFiles.tree(data)))
                    .as("-Drapport.seed=%d: %s", SEED, data)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldAgreeWithTheCodecWhenAFieldIsSpoiled(EventType type) {
        Schema schema = schema(type);
        for (Spoiled spoiled : spoiledExamples(RecordShape.of(type.record()), TestFiles.example(type))) {
            String data = spoiled.data().toString();
            Decoded decoded = ARecord.of(type, data)
                    .key(spoiled.data().path("sellerId").asText())
                    .decode();
            boolean valid = schema.validate(spoiled.data()).isEmpty();
            boolean beyondSchemas = BEYOND_SCHEMAS.stream().anyMatch(decoded.toString()::contains);
            boolean nullTaken = spoiled.optional() && spoiled.with().equals("null");

            assertThat(decoded instanceof Decoded.Event)
                    .as("%s with %s = %s: %s", type.wireName(), spoiled.path(), spoiled.with(), decoded)
                    .isEqualTo(valid && !beyondSchemas || nullTaken);
            if (decoded instanceof Decoded.Rejected rejected && !beyondSchemas) {
                assertThat(rejected.detail()).as(data).startsWith(spoiled.path());
            }
        }
    }

    private Schema schema(EventType type) {
        return registry.getSchema(new String(Contract.schema(type), UTF_8), InputFormat.JSON);
    }

    /** An example with one field spoiled or, where {@code with} is empty, taken away. */
    private record Spoiled(String path, boolean optional, String with, JsonNode data) {}

    private static List<Spoiled> spoiledExamples(RecordShape shape, JsonNode example) {
        List<Spoiled> all = new ArrayList<>();
        spoil("", "", shape, example, all);
        return all;
    }

    private static void spoil(String path, String pointer, RecordShape shape, JsonNode root, List<Spoiled> all) {
        for (FieldShape field : shape.fields()) {
            String here = path.isEmpty() ? field.name() : path + "." + field.name();
            String below = pointer + "/" + field.name();
            JsonNode without = root.deepCopy();
            ((ObjectNode) without.at(pointer)).remove(field.name());
            all.add(new Spoiled(here, field.optional(), "", without));
            for (String with : SPOILED) {
                JsonNode changed = root.deepCopy();
                ((ObjectNode) changed.at(pointer)).set(field.name(), TestFiles.tree(with));
                all.add(new Spoiled(here, field.optional(), with, changed));
            }
            spoilBelow(here, below, field.type(), root, all);
        }
    }

    private static void spoilBelow(String path, String pointer, WireType type, JsonNode root, List<Spoiled> all) {
        if (type instanceof CompoundType.Nested nested) {
            spoil(path, pointer, nested.shape(), root, all);
        } else if (type instanceof CompoundType.Listing listing) {
            for (String with : SPOILED) {
                JsonNode changed = root.deepCopy();
                ((ArrayNode) changed.at(pointer)).set(0, TestFiles.tree(with));
                all.add(new Spoiled(path + "[0]", false, with, changed));
            }
            spoilBelow(path + "[0]", pointer + "/0", listing.element(), root, all);
        } else if (type instanceof CompoundType.Table table) {
            for (Map.Entry<String, JsonNode> entry : root.at(pointer).properties()) {
                spoilBelow(path + "." + entry.getKey(), pointer + "/" + entry.getKey(), table.value(), root, all);
            }
        }
    }
}
