package dev.rapport.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether a type's schema changed compatibly. The contract's rule is short: a new optional field is compatible, anything else
 * needs a new version of the type. Pure: two trees in, what breaks out.
 */
final class SchemaCompatibility {

    /** Keywords that say nothing about what is valid. */
    private static final Set<String> ANNOTATIONS =
            Set.of("$schema", "$id", "title", "description", "examples", "$defs", "components");

    /** Keywords with schemas below them, or with a rule of their own. */
    private static final Set<String> STRUCTURE =
            Set.of("$ref", "properties", "required", "items", "additionalProperties", "propertyNames");

    private final JsonNode rootBefore;
    private final JsonNode rootAfter;
    private final List<String> breaks = new ArrayList<>();

    private SchemaCompatibility(JsonNode before, JsonNode after) {
        this.rootBefore = before;
        this.rootAfter = after;
    }

    /** What breaks, one sentence each, with the field's path; empty when all is well. */
    static List<String> breaks(JsonNode before, JsonNode after) {
        SchemaCompatibility comparison = new SchemaCompatibility(before, after);
        comparison.compare("data", before, after);
        return List.copyOf(comparison.breaks);
    }

    private void compare(String path, JsonNode before, JsonNode after) {
        JsonNode was = resolved(rootBefore, before);
        JsonNode is = resolved(rootAfter, after);
        for (String keyword : keywords(was, is)) {
            if (!Objects.equals(was.get(keyword), is.get(keyword))) {
                breaks.add("%s: %s was %s and is %s".formatted(path, keyword, was.get(keyword), is.get(keyword)));
            }
        }
        compareRequired(path, was.path("required"), is.path("required"));
        compareProperties(path, was.path("properties"), is.path("properties"));
        for (String below : List.of("items", "additionalProperties", "propertyNames")) {
            compareBelow(path + "." + below, was.get(below), is.get(below));
        }
    }

    private void compareRequired(String path, JsonNode before, JsonNode after) {
        Set<String> was = texts(before);
        Set<String> is = texts(after);
        is.stream()
                .filter(name -> !was.contains(name))
                .forEach(name -> breaks.add(path + ": requires " + name + " now"));
        was.stream()
                .filter(name -> !is.contains(name))
                .forEach(name -> breaks.add(path + ": no longer requires " + name));
    }

    private void compareProperties(String path, JsonNode before, JsonNode after) {
        for (var field : before.properties()) {
            JsonNode is = after.get(field.getKey());
            if (is == null) {
                breaks.add(path + ": lost " + field.getKey());
            } else {
                compare(path + "." + field.getKey(), field.getValue(), is);
            }
        }
    }

    private void compareBelow(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
        if (before != null && after != null) {
            compare(path, before, after);
        } else if (before != after) {
            breaks.add(path + (before == null ? ": came" : ": went"));
        }
    }

    private static Set<String> keywords(JsonNode before, JsonNode after) {
        Set<String> keywords = new TreeSet<>();
        before.fieldNames().forEachRemaining(keywords::add);
        after.fieldNames().forEachRemaining(keywords::add);
        keywords.removeAll(ANNOTATIONS);
        keywords.removeAll(STRUCTURE);
        return keywords;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static JsonNode resolved(JsonNode root, JsonNode schema) {
        JsonNode reference = schema.get("$ref");
        return reference == null ? schema : root.requiredAt(reference.asText().substring(1));
    }
}
