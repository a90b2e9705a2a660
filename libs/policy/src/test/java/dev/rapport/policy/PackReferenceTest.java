package dev.rapport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The reference page names every key that a file can have. */
class PackReferenceTest {

    private final Set<String> keys = new TreeSet<>();

    @Test
    void shouldNameEveryKey() throws IOException {
        collect(Pack.class);
        collect(KeywordTable.class);
        collect(RateTable.class);
        collect(TabooTable.class);
        collect(TemplateTable.class);
        collect(StandingRule.Closes.class);
        collect(StandingRule.Repetition.class);
        String page = Files.readString(Path.of("../../docs/reference/packs.md"));

        assertThat(keys).hasSizeGreaterThan(100).allSatisfy(key -> assertThat(page)
                .contains("`" + key + "`"));
    }

    private void collect(Type type) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                collect(argument);
            }
        } else if (type instanceof Class<?> raw && raw.isRecord() && isOurs(raw) && raw != Curve.Point.class) {
            for (RecordComponent component : raw.getRecordComponents()) {
                if (raw != Curve.class) {
                    keys.add(component.getName());
                }
                collect(component.getGenericType());
            }
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getPackage().equals(Pack.class.getPackage());
    }
}
