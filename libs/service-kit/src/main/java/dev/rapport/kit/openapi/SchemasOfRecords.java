package dev.rapport.kit.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/**
 * Says in the document what the code says: a component of a record that is not {@code @Nullable} is always there and never null, any
 * other may be null or missing. The generator of schemas knows nothing of JSpecify, and clients that are generated from a document
 * in which everything is optional check for what cannot be.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class SchemasOfRecords implements OASFilter {

    private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final DotName PROPERTY = DotName.createSimple("com.fasterxml.jackson.annotation.JsonProperty");
    private static final DotName INCLUDE = DotName.createSimple("com.fasterxml.jackson.annotation.JsonInclude");
    private static final Set<String> MAY_BE_LEFT_OUT = Set.of("NON_EMPTY", "NON_DEFAULT", "NON_ABSENT");

    /** Extension of a property that another feature fills: the name of its schema, or null in its place. */
    public static final String ONE_OR_NULL = "x-one-or-null";

    /** Extension of a property that another feature fills: the name of the schema of its items. */
    public static final String SEVERAL = "x-several";

    private static final String PAGE = "Page";

    private final Map<String, List<ClassInfo>> records = new HashMap<>();

    /** @param index the classes of the service and of the libraries it shares */
    public SchemasOfRecords(IndexView index) {
        Collection<ClassInfo> known = index.getKnownClasses();
        for (ClassInfo type : known) {
            if (type.isRecord()) {
                records.computeIfAbsent(simpleName(type), _ -> new ArrayList<>())
                        .add(type);
            }
        }
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null || document.getComponents().getSchemas() == null) {
            return;
        }
        document.getComponents().getSchemas().forEach((name, schema) -> {
            if (schema.getProperties() != null) {
                say(name, schema);
            }
        });
    }

    @Override
    public Schema filterSchema(Schema schema) {
        Map<String, Object> extensions = schema.getExtensions();
        if (extensions != null && extensions.get(ONE_OR_NULL) instanceof String one) {
            return orNull(OASFactory.createSchema().ref(one));
        }
        if (extensions != null && extensions.get(SEVERAL) instanceof String item) {
            return OASFactory.createSchema()
                    .addType(SchemaType.ARRAY)
                    .items(OASFactory.createSchema().ref(item));
        }
        return schema;
    }

    /** Two records may have one simple name; the generator numbers their schemas, and their components tell which is which. */
    private void say(String schemaName, Schema schema) {
        Set<String> present = schema.getProperties().keySet();
        List<Shape> shapes = candidates(schemaName).stream()
                .map(Shape::of)
                .filter(shape -> shape.names().equals(present))
                .toList();
        if (shapes.isEmpty()) {
            return;
        }
        var always = new TreeSet<>(present);
        var nullable = new HashSet<String>();
        for (Shape shape : shapes) {
            always.retainAll(shape.always());
            nullable.addAll(shape.nullable());
        }
        schema.setRequired(always.isEmpty() ? null : List.copyOf(always));
        Map.copyOf(schema.getProperties()).forEach((name, property) -> {
            if (nullable.contains(name)) {
                schema.addProperty(name, orNull(property));
            }
        });
    }

    /** By the name itself, without its number, or as a page of something: {@code Page<Alert>} is called PageAlert. */
    private List<ClassInfo> candidates(String schemaName) {
        for (String name : List.of(schemaName, schemaName.replaceFirst("\\d+$", ""))) {
            List<ClassInfo> found = records.get(name);
            if (found != null) {
                return found;
            }
        }
        return schemaName.startsWith(PAGE) ? records.getOrDefault(PAGE, List.of()) : List.of();
    }

    private static Schema orNull(Schema schema) {
        if (schema.getRef() == null && schema.getType() != null) {
            if (!schema.getType().contains(SchemaType.NULL)) {
                schema.addType(SchemaType.NULL);
            }
            List<Object> values = schema.getEnumeration();
            if (values != null && !values.contains(null)) {
                var withNull = new ArrayList<>(values);
                withNull.add(null);
                schema.setEnumeration(withNull);
            }
            return schema;
        }
        if (schema.getRef() == null) {
            return schema; // Anything at all, null included.
        }
        return OASFactory.createSchema()
                .anyOf(List.of(schema, OASFactory.createSchema().type(List.of(SchemaType.NULL))));
    }

    private static String simpleName(ClassInfo type) {
        String name = type.name().withoutPackagePrefix();
        return name.substring(name.lastIndexOf('$') + 1);
    }

    /** A record as JSON has it: the names of its components, which of them are always there, which may be null. */
    private record Shape(Set<String> names, Set<String> always, Set<String> nullable) {

        static Shape of(ClassInfo type) {
            var names = new HashSet<String>();
            var always = new HashSet<String>();
            var nullable = new HashSet<String>();
            boolean leavesOut = leavesOut(type.declaredAnnotation(INCLUDE));
            for (RecordComponentInfo component : type.recordComponents()) {
                String name = name(component);
                names.add(name);
                if (isNullable(component)) {
                    nullable.add(name);
                } else if (!leavesOut && !leavesOut(component.annotation(INCLUDE)) && !fieldLeavesOut(component)) {
                    always.add(name);
                }
            }
            return new Shape(names, always, nullable);
        }

        private static String name(RecordComponentInfo component) {
            AnnotationInstance property = component.annotation(PROPERTY);
            if (property == null && component.field() != null) {
                property = component.field().annotation(PROPERTY);
            }
            return property == null || property.value() == null
                    ? component.name()
                    : property.value().asString();
        }

        private static boolean isNullable(RecordComponentInfo component) {
            return component.type().hasAnnotation(NULLABLE)
                    || component.field() != null && component.field().type().hasAnnotation(NULLABLE);
        }

        /** Which of its targets the compiler copied an annotation to depends on the annotation. */
        private static boolean fieldLeavesOut(RecordComponentInfo component) {
            return component.field() != null && leavesOut(component.field().annotation(INCLUDE));
        }

        private static boolean leavesOut(@Nullable AnnotationInstance include) {
            return include != null
                    && include.value() != null
                    && MAY_BE_LEFT_OUT.contains(include.value().asEnum());
        }
    }
}
