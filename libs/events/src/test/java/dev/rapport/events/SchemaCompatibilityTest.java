package dev.rapport.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each incompatible change planted, and each compatible one. */
class SchemaCompatibilityTest {

    private static final String BEFORE = """
            {"title": "t", "type": "object",
             "properties": {
               "id": {"type": "string", "pattern": "^[a-z]{1,64}$"},
               "stars": {"type": "integer", "minimum": 1, "maximum": 5},
               "by": {"type": "string", "enum": ["human", "auto"]},
               "automatic": {"type": "boolean", "default": false},
               "amount": {"$ref": "#/$defs/Money"},
               "items": {"type": "array", "items": {"$ref": "#/$defs/Item"}},
               "prices": {"type": "object", "propertyNames": {"type": "string"}, "additionalProperties": {"type": "number"}},
               "note": {"type": "string"}},
             "required": ["id", "by"],
             "$defs": {
               "Money": {"type": "object", "properties": {"value": {"type": "string"}}, "required": ["value"]},
               "Item": {"type": "object", "properties": {"price": {"$ref": "#/$defs/Money"}}, "required": ["price"]}}}
            """;

    static Stream<Arguments> incompatible() {
        return Stream.of(
                arguments(
                        "\"required\": [\"id\", \"by\"]",
                        "\"required\": [\"id\", \"by\", \"note\"]",
                        "data: requires note now"),
                arguments("\"required\": [\"id\", \"by\"]", "\"required\": [\"id\"]", "data: no longer requires by"),
                arguments(",\n   \"note\": {\"type\": \"string\"}", "", "data: lost note"),
                arguments("\"note\": {\"type\": \"string\"}", "\"remark\": {\"type\": \"string\"}", "data: lost note"),
                arguments(
                        "\"note\": {\"type\": \"string\"}",
                        "\"note\": {\"type\": \"integer\"}",
                        "data.note: type was \"string\" and is \"integer\""),
                arguments(
                        "\"note\": {\"type\": \"string\"}",
                        "\"note\": {\"type\": \"string\", \"maxLength\": 9}",
                        "data.note: maxLength was null and is 9"),
                arguments("{1,64}", "{1,32}", "data.id: pattern was \"^[a-z]{1,64}$\" and is \"^[a-z]{1,32}$\""),
                arguments("\"maximum\": 5", "\"maximum\": 4", "data.stars: maximum was 5 and is 4"),
                arguments("\"maximum\": 5", "\"maximum\": 10", "data.stars: maximum was 5 and is 10"),
                arguments(
                        "[\"human\", \"auto\"]",
                        "[\"human\"]",
                        "data.by: enum was [\"human\",\"auto\"] and is [\"human\"]"),
                arguments(
                        "[\"human\", \"auto\"]",
                        "[\"human\", \"auto\", \"bot\"]",
                        "data.by: enum was [\"human\",\"auto\"] and is [\"human\",\"auto\",\"bot\"]"),
                arguments("\"default\": false", "\"default\": true", "data.automatic: default was false and is true"),
                arguments(
                        "{\"value\": {\"type\": \"string\"}}",
                        "{\"value\": {\"type\": \"number\"}}",
                        "data.amount.value: type was \"string\" and is \"number\""),
                arguments(
                        "\"required\": [\"price\"]", "\"required\": []", "data.items.items: no longer requires price"),
                arguments(
                        "\"additionalProperties\": {\"type\": \"number\"}",
                        "\"additionalProperties\": {\"type\": \"string\"}",
                        "data.prices.additionalProperties: type was \"number\" and is \"string\""),
                arguments(
                        ", \"additionalProperties\": {\"type\": \"number\"}",
                        "",
                        "data.prices.additionalProperties: went"));
    }

    @ParameterizedTest
    @MethodSource("incompatible")
    void shouldNameTheBreakWhenTheChangeIsIncompatible(String found, String put, String expected) {
        assertThat(SchemaCompatibility.breaks(before(), changed(found, put))).contains(expected);
    }

    static Stream<Arguments> compatible() {
        return Stream.of(
                arguments(
                        "\"note\": {\"type\": \"string\"}",
                        "\"note\": {\"type\": \"string\"}, \"more\": {\"type\": \"integer\"}"),
                arguments(
                        "{\"value\": {\"type\": \"string\"}}",
                        "{\"value\": {\"type\": \"string\"}, \"x\": {\"type\": \"string\"}}"),
                arguments("\"title\": \"t\"", "\"title\": \"another\", \"description\": \"words\""),
                arguments(
                        "{\"$ref\": \"#/$defs/Item\"}",
                        "{\"type\": \"object\", \"properties\": {\"price\": {\"$ref\": \"#/$defs/Money\"}}, \"required\": [\"price\"]}"),
                arguments("\"required\": [\"id\", \"by\"]", "\"required\": [\"by\", \"id\"]"));
    }

    @ParameterizedTest
    @MethodSource("compatible")
    void shouldNameNothingWhenTheChangeIsCompatible(String found, String put) {
        assertThat(SchemaCompatibility.breaks(before(), changed(found, put))).isEmpty();
    }

    @Test
    void shouldNameNothingWhenNothingChanged() {
        assertThat(SchemaCompatibility.breaks(before(), before())).isEmpty();
    }

    private static JsonNode before() {
        return TestFiles.tree(BEFORE);
    }

    private static JsonNode changed(String found, String put) {
        assertThat(BEFORE).contains(found);
        return TestFiles.tree(BEFORE.replace(found, put));
    }
}
