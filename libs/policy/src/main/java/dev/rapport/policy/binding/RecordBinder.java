package dev.rapport.policy.binding;

import dev.rapport.policy.binding.Outcome.Failed;
import dev.rapport.policy.binding.Outcome.Value;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Turns a YAML mapping into a record: each component is a key, each key a component.
 *
 * <p>Bound are records, sealed interfaces of records (the key {@code kind} names which, in kebab case), lists, maps with
 * text or enum keys, enums and the {@link Scalars}. A component marked {@code @Nullable} may be absent; an unknown, repeated
 * or missing key, a value of another form, and whatever a compact constructor refuses through {@link Checks} are faults.
 * Siblings of a faulty key are still read, so one pass finds all that can be told. A record may also be written as the list
 * of its components in order ({@code [0.9, 60]}), or, when its only component is a list, as that list.
 */
public final class RecordBinder {

    private static final String KIND = "kind";

    private final YamlFile file;
    private final Scalars scalars;
    private final List<FileFault> faults;

    /** A binder of {@code file} that adds what it finds to {@code faults}. */
    public RecordBinder(YamlFile file, Scalars scalars, List<FileFault> faults) {
        this.file = file;
        this.scalars = scalars;
        this.faults = faults;
    }

    /** The whole file as a {@code type}; empty when there were faults. */
    public <R extends Record> Optional<R> bind(Class<R> type) {
        return switch (mapping(file.root(), type, "", false)) {
            case Value value -> Optional.of(type.cast(value.value()));
            case Failed() -> Optional.empty();
        };
    }

    private Outcome read(Node node, AnnotatedType declared, String path) {
        Class<?> type = raw(declared);
        if (scalars.reads(type)) {
            return scalar(node, type, path);
        }
        if (type == List.class) {
            return list(node, argument(declared, 0), path);
        }
        if (type == Map.class) {
            return map(node, raw(argument(declared, 0)), argument(declared, 1), path);
        }
        if (type.isEnum()) {
            return constant(node, type, path);
        }
        if (type.isSealed()) {
            return sealed(node, type, path);
        }
        return mapping(node, type, path, false);
    }

    private Outcome scalar(Node node, Class<?> type, String path) {
        if (!(node instanceof ScalarNode scalar)) {
            return fault(node, path, "must be " + scalars.form(type));
        }
        try {
            return new Value(scalars.read(type, scalar.getValue()));
        } catch (IllegalArgumentException | DateTimeException refused) {
            return fault(node, path, "must be %s, not '%s'".formatted(scalars.form(type), scalar.getValue()));
        }
    }

    private Outcome constant(Node node, Class<?> type, String path) {
        String written = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        for (Object candidate : type.getEnumConstants()) {
            if (WrittenNames.isWritten((Enum<?>) candidate, written)) {
                return new Value(candidate);
            }
        }
        return fault(node, path, "must be one of " + WrittenNames.constants(type) + ", not '" + written + "'");
    }

    private Outcome list(Node node, AnnotatedType element, String path) {
        if (!(node instanceof SequenceNode sequence)) {
            return fault(node, path, "must be a list");
        }
        List<Object> values = new ArrayList<>();
        boolean failed = false;
        for (Node item : sequence.getValue()) {
            switch (read(item, element, path + "[" + values.size() + "]")) {
                case Value value -> values.add(value.value());
                case Failed() -> {
                    failed = true;
                    values.add(path);
                }
            }
        }
        return failed ? new Failed() : new Value(Collections.unmodifiableList(values));
    }

    private Outcome map(Node node, Class<?> keyType, AnnotatedType valueType, String path) {
        if (!(node instanceof MappingNode mapping)) {
            return fault(node, path, "must be a mapping");
        }
        Map<Object, Object> values = new LinkedHashMap<>();
        boolean failed = false;
        for (NodeTuple entry : mapping.getValue()) {
            String name = entry.getKeyNode() instanceof ScalarNode at ? at.getValue() : "?";
            Outcome key = keyType.isEnum()
                    ? constant(entry.getKeyNode(), keyType, path)
                    : scalar(entry.getKeyNode(), keyType, path);
            Outcome value = read(entry.getValueNode(), valueType, join(path, name));
            if (!(key instanceof Value(Object at) && value instanceof Value(Object bound))) {
                failed = true;
            } else if (values.putIfAbsent(at, bound) != null) {
                fault(entry.getKeyNode(), join(path, name), "is given twice");
                failed = true;
            }
        }
        return failed ? new Failed() : new Value(ordered(values, keyType));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Map<?, ?> ordered(Map<Object, Object> values, Class<?> keyType) {
        if (!keyType.isEnum()) {
            return Collections.unmodifiableMap(values);
        }
        EnumMap sorted = new EnumMap(keyType);
        sorted.putAll(values);
        return Collections.unmodifiableMap(sorted);
    }

    private Outcome sealed(Node node, Class<?> type, String path) {
        String kind = node instanceof MappingNode mapping ? YamlFile.scalar(mapping, KIND) : null;
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            if (WrittenNames.kebab(permitted.getSimpleName()).equals(kind)) {
                return mapping(node, permitted, path, true);
            }
        }
        String kinds = Stream.of(type.getPermittedSubclasses())
                .map(permitted -> WrittenNames.kebab(permitted.getSimpleName()))
                .collect(Collectors.joining(", "));
        return fault(node, join(path, KIND), "must be one of " + kinds);
    }

    private Outcome mapping(Node node, Class<?> type, String path, boolean hasKind) {
        if (node instanceof SequenceNode sequence) {
            return sequence(sequence, type, path);
        }
        if (!(node instanceof MappingNode mapping)) {
            return fault(node, path, "must be a mapping");
        }
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            String key = entry.getKeyNode() instanceof ScalarNode at ? at.getValue() : "?";
            if (entries.putIfAbsent(key, entry) != null) {
                fault(entry.getKeyNode(), join(path, key), "is given twice");
            }
        }
        int before = faults.size();
        Object[] arguments = arguments(node, type, path, entries);
        unknownKeys(type, path, entries, hasKind || path.isEmpty());
        return faults.size() > before ? new Failed() : construct(node, type, path, entries, arguments);
    }

    private Outcome sequence(SequenceNode node, Class<?> type, String path) {
        RecordComponent[] components = type.getRecordComponents();
        if (components.length == 1 && components[0].getType() == List.class) {
            return read(node, components[0].getAnnotatedType(), path) instanceof Value(Object list)
                    ? construct(node, type, path, Map.of(), new Object[] {list})
                    : new Failed();
        }
        if (components.length != node.getValue().size()) {
            return fault(node, path, "must be a list of " + components.length);
        }
        Object[] arguments = new Object[components.length];
        int before = faults.size();
        for (int i = 0; i < components.length; i++) {
            if (read(node.getValue().get(i), components[i].getAnnotatedType(), path + "[" + i + "]")
                    instanceof Value(Object bound)) {
                arguments[i] = bound;
            }
        }
        return faults.size() > before ? new Failed() : construct(node, type, path, Map.of(), arguments);
    }

    private Object[] arguments(Node node, Class<?> type, String path, Map<String, NodeTuple> entries) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String key = components[i].getName();
            NodeTuple entry = entries.get(key);
            if (entry != null) {
                arguments[i] = read(entry.getValueNode(), components[i].getAnnotatedType(), join(path, key))
                                instanceof Value(Object bound)
                        ? bound
                        : null;
            } else if (!components[i].getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                fault(node, join(path, key), "is missing");
            }
        }
        return arguments;
    }

    private void unknownKeys(Class<?> type, String path, Map<String, NodeTuple> entries, boolean hasKind) {
        List<String> known = Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        entries.forEach((key, entry) -> {
            if (!known.contains(key) && !(hasKind && key.equals(KIND))) {
                fault(entry.getKeyNode(), join(path, key), "is not known here; known are " + String.join(", ", known));
            }
        });
    }

    private Outcome construct(
            Node node, Class<?> type, String path, Map<String, NodeTuple> entries, Object[] arguments) {
        try {
            return new Value(canonical(type).newInstance(arguments));
        } catch (InvocationTargetException thrown) {
            return refused(node, path, entries, Objects.requireNonNull(thrown.getCause()));
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("not a public record: " + type, broken);
        }
    }

    private Outcome refused(Node node, String path, Map<String, NodeTuple> entries, Throwable why) {
        if (why instanceof InvalidValues invalid) {
            for (InvalidValues.Fault fault : invalid.faults()) {
                NodeTuple entry = entries.get(fault.key().split("[.\\[]", 2)[0]);
                fault(entry == null ? node : entry.getKeyNode(), join(path, fault.key()), fault.message());
            }
            return new Failed();
        }
        if (why instanceof IllegalArgumentException refusal) {
            return fault(node, path, String.valueOf(refusal.getMessage()));
        }
        throw new IllegalStateException("constructor of the section '" + path + "' failed", why);
    }

    private static Constructor<?> canonical(Class<?> type) throws NoSuchMethodException {
        return type.getDeclaredConstructor(Stream.of(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new));
    }

    private Failed fault(Node at, String path, String message) {
        faults.add(file.fault(at, path, message));
        return new Failed();
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static AnnotatedType argument(AnnotatedType declared, int index) {
        return ((AnnotatedParameterizedType) declared).getAnnotatedActualTypeArguments()[index];
    }

    private static Class<?> raw(AnnotatedType declared) {
        return (Class<?>)
                (declared.getType() instanceof ParameterizedType generic ? generic.getRawType() : declared.getType());
    }
}
