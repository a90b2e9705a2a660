package dev.rapport.bench.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java process of a contestant: what it says goes to a file, and it is gone when this is closed. */
final class Jvm implements AutoCloseable {
    private final Process process;
    private final Path log;

    private Jvm(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a class of the bench with the bench's own class path. */
    static Jvm main(Path folder, Class<?> main, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return start(folder, main.getSimpleName(), command, Map.of());
    }

    /** Starts a packaged application. */
    static Jvm jar(Path folder, Path jar, List<String> options, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        return start(folder, "score-service", command, environment);
    }

    private static Jvm start(Path folder, String name, List<String> command, Map<String, String> environment) {
        try {
            Path log = Files.createTempFile(folder, name + "-", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Jvm(process, log);
        } catch (IOException e) {
            throw new IllegalStateException(name + " does not start", e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    Process process() {
        return process;
    }

    /** The lines it has said so far that begin with this word. */
    List<String> lines(String word) {
        try {
            return Files.readAllLines(log).stream()
                    .filter(line -> line.startsWith(word + " "))
                    .map(line -> line.substring(word.length() + 1))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("what it said cannot be read", e);
        }
    }

    /** Waits until it ends by itself. @throws IllegalStateException when it fails, with the end of what it said */
    void await() {
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("it failed: " + tail());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The end of what it said. */
    String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
