package dev.rapport.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kept schemas are those of the records, and compatible with what was released. */
class SchemaFilesTest {

    private static final Path SCHEMAS = Regeneration.RESOURCES.resolve("schemas");

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldBeTheKeptSchemaWhenItIsGenerated(EventType type) {
        String generated = TestFiles.pretty(SchemaGenerator.document(type));
        Regeneration.keep(file(SCHEMAS, type), generated);

        assertThat(TestFiles.read(file(SCHEMAS, type)))
                .as("The records changed: mvn -pl libs/events test -Drapport.contract=write")
                .isEqualTo(generated);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldBeCompatibleWhenComparedWithTheReleasedSchema(EventType type) {
        // Through text, as the released one came: a number in memory is an int or a long.
        JsonNode generated = TestFiles.tree(SchemaGenerator.document(type).toString());
        Path released = file(Regeneration.BASELINE, type);

        if (Files.exists(released)) {
            assertThat(SchemaCompatibility.breaks(TestFiles.tree(TestFiles.read(released)), generated))
                    .as(type.wireName() + " changed incompatibly: add a new version of the type instead")
                    .isEmpty();
        }
        if (Regeneration.asked() == Regeneration.RELEASE) {
            TestFiles.write(released, TestFiles.pretty(generated));
        }
    }

    @Test
    void shouldStillHaveEveryTypeWhenItWasReleased() throws IOException {
        assertThat(namesIn(SCHEMAS)).containsAll(namesIn(Regeneration.BASELINE));
    }

    @Test
    void shouldHaveOneFilePerTypeWhenTheFolderIsListed() throws IOException {
        assertThat(namesIn(SCHEMAS))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(EventType.values()).map(EventType::wireName).toList());
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldBeServedWhenAsked(EventType type) {
        assertThat(new String(Contract.schema(type), UTF_8)).contains("\"title\" : \"" + type.wireName() + "\"");
    }

    private static Path file(Path folder, EventType type) {
        return folder.resolve(type.wireName() + ".json");
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", ""))
                    .toList();
        }
    }
}
