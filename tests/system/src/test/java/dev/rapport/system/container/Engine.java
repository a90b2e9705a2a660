package dev.rapport.system.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.rapport.system.suite.RunningSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The container engine of this machine, by its own command line. */
final class Engine {

    private Engine() {}

    /**
     * What a command came to.
     *
     * @param exit status
     * @param text what it wrote, errors included
     */
    record Outcome(int exit, String text) {}

    /** Leaves the test, and says why, unless an engine answers and has these images. */
    static void demand(String... images) {
        if (!present("docker", "version", "--format", "{{.Server.Version}}")) {
            String why = "No container engine answers (docker version): nothing was run in containers.";
            System.err.println(why);
            abort(why);
        }
        for (String image : images) {
            if (!hasImage(image)) {
                String why = "There is no image " + image + " on this machine: nothing was run in containers.";
                System.err.println(why);
                abort(why);
            }
        }
    }

    /** Whether an image is here; nothing is pulled. */
    static boolean hasImage(String image) {
        return present("docker", "image", "inspect", "--format", "{{.Id}}", image);
    }

    /** Whether a command is there and succeeds. */
    static boolean present(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs a command in the working copy and gives what it wrote; it has to succeed. */
    static String run(Duration atMost, String... command) {
        Outcome outcome = outcome(Map.of(), atMost, command);
        assertThat(outcome.exit())
                .as("%s: %s", List.of(command), outcome.text())
                .isZero();
        return outcome.text();
    }

    /** Runs a command in the working copy, with variables added to the environment. */
    static Outcome outcome(Map<String, String> environment, Duration atMost, String... command) {
        try {
            Path text = Files.createTempFile(Path.of("target"), "engine", ".out");
            ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                    .directory(RunningSuite.root().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(text.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(List.of(command) + " does not end: " + Files.readString(text));
            }
            return new Outcome(process.exitValue(), Files.readString(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
