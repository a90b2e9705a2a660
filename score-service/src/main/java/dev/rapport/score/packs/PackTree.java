package dev.rapport.score.packs;

import dev.rapport.events.WireNamed;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pack as a tree of maps, lists, texts, numbers and booleans, under the names its YAML has: records become maps of their
 * components, durations seconds, constants their names on the wire.
 */
final class PackTree {
    private PackTree() {}

    static @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Number number -> number;
            case Boolean bool -> bool;
            case WireNamed named -> named.wireName();
            case Enum<?> constant -> constant.name();
            case Duration duration -> duration.toSeconds();
            case Instant instant -> instant.toString();
            case LocalDate date -> date.toString();
            case LocalTime time -> time.toString();
            case ZoneId zone -> zone.getId();
            case Record record -> ofRecord(record);
            case Map<?, ?> map -> ofMap(map);
            case Collection<?> collection -> ofCollection(collection);
            default -> throw new IllegalArgumentException("a pack has no " + value.getClass());
        };
    }

    private static Map<String, @Nullable Object> ofRecord(Record record) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                tree.put(component.getName(), of(accessor.invoke(record)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a record tells its components", e);
            }
        }
        return tree;
    }

    private static Map<String, @Nullable Object> ofMap(Map<?, ?> map) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        map.forEach((key, value) -> tree.put(String.valueOf(of(key)), of(value)));
        return tree;
    }

    private static List<@Nullable Object> ofCollection(Collection<?> collection) {
        List<@Nullable Object> tree = new ArrayList<>();
        collection.forEach(element -> tree.add(of(element)));
        return tree;
    }
}
