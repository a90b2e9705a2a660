package dev.rapport.events;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The tables of the reference page: topics with their types, the parts these hold, the closed vocabularies. Markdown. */
final class ReferenceTables {

    private final Map<String, RecordShape> parts = new TreeMap<>();
    private final Map<String, Collection<String>> vocabularies = new TreeMap<>();
    private final StringBuilder page = new StringBuilder();

    private ReferenceTables() {}

    static String markdown() {
        ReferenceTables tables = new ReferenceTables();
        for (Topic topic : Topic.values()) {
            if (!EventType.on(topic).isEmpty()) {
                tables.topic(topic);
            }
        }
        tables.parts();
        tables.vocabularies();
        return tables.page.toString();
    }

    private void topic(Topic topic) {
        Duration retention = topic.retention();
        page.append("\n### `%s`\n\n%s %s\n\n"
                .formatted(
                        topic.wireName(),
                        topic.description(),
                        retention == null ? "Compacted." : "Kept for " + retention.toDays() + " days."));
        head("type");
        for (EventType type : EventType.on(topic)) {
            page.append(row(type.wireName(), RecordShape.of(type.record())));
        }
    }

    private void parts() {
        page.append("\n### Parts\n\n");
        head("part");
        // A part may bring further ones, so until none is left.
        Map<String, String> rows = new TreeMap<>();
        while (!rows.keySet().containsAll(parts.keySet())) {
            List.copyOf(parts.keySet())
                    .forEach(name -> rows.put(name, row(name, Objects.requireNonNull(parts.get(name)))));
        }
        rows.values().forEach(page::append);
    }

    private void vocabularies() {
        page.append("\n### Vocabularies\n\n| name | values |\n|---|---|\n");
        vocabularies.forEach((name, values) -> page.append("| `%s` | %s |\n"
                .formatted(name, values.stream().map(value -> "`" + value + "`").collect(Collectors.joining(", ")))));
    }

    private void head(String first) {
        page.append("| %s | required | optional |\n|---|---|---|\n".formatted(first));
    }

    private String row(String name, RecordShape shape) {
        return "| `%s` | %s | %s |\n"
                .formatted(name, fields(shape, field -> !field.optional()), fields(shape, FieldShape::optional));
    }

    private String fields(RecordShape shape, Predicate<FieldShape> which) {
        return shape.fields().stream()
                .filter(which)
                .map(field -> "`%s` %s%s"
                        .formatted(
                                field.name(),
                                form(field.type()),
                                field.absent() == null ? "" : " (else " + field.absent() + ")"))
                .collect(Collectors.joining(", "));
    }

    private String form(WireType type) {
        return switch (type) {
            case ScalarType.Str string ->
                switch (string.form()) {
                    case ID -> "id";
                    case LABEL -> "label";
                    case CURRENCY -> "currency";
                    case ZONE -> "zone";
                    case FREE -> "text";
                };
            case TemporalType.Time ignored -> "time";
            case TemporalType.Day ignored -> "day";
            case TemporalType.TimeOfDay time -> time.dayEnd() ? "hh:mm to 24:00" : "hh:mm";
            case ScalarType.Whole whole -> whole.range() == null ? "integer" : range(whole.range());
            case ScalarType.Real real -> real.range() == null ? "number" : "number " + range(real.range());
            case ScalarType.Flag ignored -> "boolean";
            case ScalarType.Decimal ignored -> "decimal";
            case ScalarType.Constant constant -> vocabulary(constant);
            case CompoundType.Nested nested -> part(nested.shape());
            case CompoundType.Listing listing -> "list of " + form(listing.element());
            case CompoundType.Table table -> "map of %s to %s".formatted(form(table.key()), form(table.value()));
        };
    }

    private String part(RecordShape shape) {
        parts.put(shape.type().getSimpleName(), shape);
        return shape.type().getSimpleName();
    }

    private String vocabulary(ScalarType.Constant constant) {
        vocabularies.put(
                constant.type().getSimpleName(), List.copyOf(constant.byName().keySet()));
        return constant.type().getSimpleName();
    }

    private static String range(Range range) {
        StringBuilder text = new StringBuilder();
        for (long also : range.also()) {
            text.append(also).append(", ");
        }
        return text.append(range.min())
                .append(range.max() == Long.MAX_VALUE ? " or more" : "–" + range.max())
                .toString();
    }
}
