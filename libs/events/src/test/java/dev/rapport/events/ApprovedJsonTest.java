package dev.rapport.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The JSON of every type, approved by file: each file holds one event with every field, in the order and spelling of the
 * contract, and is what the codec reads and writes.
 */
class ApprovedJsonTest {

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldWriteTheApprovedJsonWhenItHasReadIt(EventType type) {
        String approved = TestFiles.example(type).toString();

        Decoded decoded = ARecord.of(type, approved).key("s-417").decode();

        assertThat(decoded).isInstanceOf(Decoded.Event.class);
        RapportEvent event = ((Decoded.Event) decoded).event();
        assertThat(event).isInstanceOf(type.record());
        assertThat(new String(new EventCodec().data(event), UTF_8)).isEqualTo(approved);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void shouldHoldEveryFieldWhenItIsApproved(EventType type) {
        assertThat(missing(RecordShape.of(type.record()), TestFiles.example(type)))
                .isEmpty();
    }

    private static List<String> missing(RecordShape shape, JsonNode example) {
        List<String> missing = new ArrayList<>();
        for (FieldShape field : shape.fields()) {
            JsonNode value = example.get(field.name());
            if (value == null) {
                missing.add(field.name());
            } else if (field.type() instanceof CompoundType.Nested nested) {
                missing.addAll(missing(nested.shape(), value));
            } else if (field.type() instanceof CompoundType.Listing(CompoundType.Nested nested)) {
                missing.addAll(missing(nested.shape(), value.get(0)));
            }
        }
        return missing;
    }

    @Test
    void shouldHaveOneFilePerTypeWhenTheFolderIsListed() throws IOException {
        try (Stream<String> files =
                Files.list(TestFiles.APPROVED).map(file -> file.getFileName().toString())) {
            assertThat(files)
                    .containsExactlyInAnyOrderElementsOf(Stream.of(EventType.values())
                            .map(type -> type.wireName() + ".json")
                            .toList());
        }
    }
}
