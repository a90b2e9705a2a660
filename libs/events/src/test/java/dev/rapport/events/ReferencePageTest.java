package dev.rapport.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that tells people the contract tells all of it. */
class ReferencePageTest {

    private static final String BEGIN = "<!-- The tables from here on are generated: -Drapport.contract=write -->\n";
    private static final String END = "\n<!-- End of the generated tables -->";

    private final Path file = TestFiles.projectRoot().resolve("docs/reference/events.md");

    @Test
    void shouldHoldTheGeneratedTablesWhenThePageIsRead() {
        String page = TestFiles.read(file);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertThat(end).as("the page has both marks").isGreaterThanOrEqualTo(begin);
        String generated = ReferenceTables.markdown();
        Regeneration.keep(file, page.substring(0, begin) + generated + page.substring(end));

        String kept = TestFiles.read(file);
        assertThat(kept.substring(begin, kept.indexOf(END)))
                .as("The records changed: mvn -pl libs/events test -Drapport.contract=write")
                .isEqualTo(generated);
    }

    @Test
    void shouldNameEveryTypeTopicReasonAndHeaderWhenThePageIsRead() {
        assertThat(TestFiles.read(file))
                .contains(Stream.of(EventType.values())
                        .map(type -> "| `" + type.wireName() + "` |")
                        .toList())
                .contains(Stream.of(Topic.values())
                        .map(topic -> "`" + topic.wireName() + "`")
                        .toList())
                .contains(Stream.of(RejectReason.values())
                        .map(reason -> "| `" + reason + "` |")
                        .toList())
                .contains(AsyncApiGenerator.deadLetterHeaders())
                .contains(DeadLetterHeaders.REPLAY);
    }
}
