package dev.rapport.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.local.process.StartFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands answer when nothing runs: refusals that say what to do, and tokens. */
class CommandsTest {

    private record Outcome(int exit, String out, String err) {}

    @TempDir
    Path folder;

    @Test
    void shouldPrintATokenAndNothingElse() throws IOException {
        Outcome outcome = run("token", "--seller", "s1", "--seller", "s2", "--role", "agent", "--subject", "ann");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\R");
        JsonNode claims = new ObjectMapper()
                .readTree(Base64.getUrlDecoder().decode(outcome.out().strip().split("\\.", -1)[1]));
        assertThat(claims.path("sub").asText()).isEqualTo("ann");
        assertThat(claims.path("sellers")).extracting(JsonNode::asText).containsExactly("s1", "s2");
        assertThat(claims.path("roles")).extracting(JsonNode::asText).containsExactly("agent");
    }

    @Test
    void shouldRefuseARoleAndASellerThatCannotBe() {
        assertThat(run("token", "--role", "king")).satisfies(outcome -> {
            assertThat(outcome.exit()).isEqualTo(2);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err()).contains("There is no role king; there are agent, supervisor, admin");
        });
        assertThat(run("token", "--seller", "a/b").err()).contains("\"a/b\" cannot be a seller's id.");
    }

    /** MSG-10. */
    @Test
    void shouldExplainWhatBlocksAText() {
        assertThat(run("screen", "Write me at ana (at) mail dot com, please")).satisfies(outcome -> {
            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(outcome.out())
                    .startsWith("BLOCK")
                    .contains("MSG-10.email", "an e-mail address", "ana (at) mail");
        });
        assertThat(run("screen", "--pack", "amazon", "Your", "parcel", "is", "on", "its", "way."))
                .satisfies(outcome -> {
                    assertThat(outcome.exit()).isZero();
                    assertThat(outcome.out().strip()).isEqualTo("ALLOW");
                });
        assertThat(run("screen", "--pack", "ebay", "Hello")).satisfies(outcome -> {
            assertThat(outcome.exit()).isEqualTo(2);
            assertThat(outcome.err()).contains("ebay");
        });
    }

    @Test
    void shouldSayWhatIsMissingWhenNothingCanBeImported() throws IOException {
        assertThat(run("import", "nowhere.ndjson")).satisfies(outcome -> {
            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(outcome.err()).contains("nowhere.ndjson is not a file that can be read; nothing was imported.");
        });
        Path file = Files.writeString(folder.resolve("some.ndjson"), "{}\n");
        assertThat(run("import", file.toString())).satisfies(outcome -> {
            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(outcome.err()).contains("The suite is not running", "./rapport up");
        });
        assertThat(run("import").exit()).isEqualTo(2);
    }

    @Test
    void shouldTellOfEveryPartThatItDoesNotRun() {
        Outcome outcome = run("status");

        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.out())
                .contains("postgres", "kafka", "message-service", "review-service", "care-service", "score-service");
        assertThat(run("down").exit()).isZero();
    }

    @Test
    void shouldTellOfEachCommandWhenAsked() {
        for (String command :
                new String[] {"up", "down", "status", "logs", "import", "token", "dead-letters", "doctor"}) {
            Outcome outcome = run(command, "--help");
            assertThat(outcome.exit()).as(command).isZero();
            assertThat(outcome.out()).contains("Usage: rapport " + command);
        }
    }

    @Test
    void shouldRefuseACommandAndAnOffsetThatItDoesNotKnow() {
        assertThat(run("fly").exit()).isEqualTo(2);
        assertThatThrownBy(() ->
                        Surroundings.of(Map.of("RAPPORT_PORT_OFFSET", "many"), new PrintStream(System.out), System.err))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("RAPPORT_PORT_OFFSET is a number");
        assertThat(run(Map.of("RAPPORT_PORT_OFFSET", "60000"), "status").exit()).isEqualTo(1);
    }

    private Outcome run(String... args) {
        return run(Map.of(), args);
    }

    private Outcome run(Map<String, String> more, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> environment =
                new HashMap<>(Map.of("RAPPORT_ROOT", folder.toString(), "RAPPORT_PORT_OFFSET", "7300"));
        environment.putAll(more);
        int exit = Commands.run(
                Surroundings.of(environment, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8)),
                args);
        return new Outcome(exit, out.toString(UTF_8), err.toString(UTF_8));
    }
}
