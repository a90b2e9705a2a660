package dev.rapport.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real events, read where they are; skipped where they are not. */
class RealEventsTest {

    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @ValueSource(strings = {"olist.ndjson", "care-conversations.ndjson"})
    void shouldDecodeEveryLineWhenTheFileIsThere(String name) throws IOException {
        Path file =
                TestFiles.projectRoot().resolve("../shared/data").resolve(name).normalize();
        assumeTrue(Files.isRegularFile(file), "real events are not here");
        List<String> lines = Files.readAllLines(file, UTF_8);
        assertThat(lines).hasSizeGreaterThan(1_000);

        for (String line : lines) {
            Decoded decoded = codec.decodeStructured(line.getBytes(UTF_8));

            assertThat(decoded).as(line).isInstanceOf(Decoded.Event.class);
            assertThat(overKafka((Decoded.Event) decoded)).isEqualTo(decoded);
        }
    }

    private Decoded overKafka(Decoded.Event event) {
        Encoded encoded = codec.encode(event.envelope(), event.event());
        return codec.decode(
                event.envelope().type().topic(),
                encoded.key().getBytes(UTF_8),
                new RecordHeaders(encoded.headers()),
                encoded.value());
    }
}
