package dev.rapport.system.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ./rapport}, called as a user calls it, on the suite of this run. */
public final class CommandLine {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final RunningSuite suite;

    /** @param suite on which the commands work */
    public CommandLine(RunningSuite suite) {
        this.suite = suite;
    }

    /**
     * What a call came to.
     *
     * @param exit status
     * @param out what was asked for
     * @param err what was told besides
     */
    public record Outcome(int exit, String out, String err) {}

    /**
     * Runs a command to its end.
     *
     * @param arguments as typed behind {@code ./rapport}
     */
    public Outcome run(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(RunningSuite.root().resolve("rapport").toString()));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(Path.of("target"), "rapport", ".out");
            Path err = Files.createTempFile(Path.of("target"), "rapport", ".err");
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment()
                    .put("RAPPORT_DATA", suite.launcher().home().folder().toString());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end: " + Files.readString(err));
            }
            return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
