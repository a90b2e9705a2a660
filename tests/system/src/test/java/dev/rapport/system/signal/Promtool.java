package dev.rapport.system.signal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prometheus's own tool, when the machine has it. */
final class Promtool {

    private Promtool() {}

    /** @param failure what it said when it did not like what it was given */
    record Outcome(Optional<String> failure) {}

    static boolean present() {
        return program("promtool").isPresent();
    }

    static Optional<Path> program(String name) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path file = Path.of(folder, name);
            if (Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    static Outcome checksAsRule(String expression) throws IOException, InterruptedException {
        Path file = Files.createTempFile("rule", ".yaml");
        try {
            String quoted = expression.replace("'", "''");
            Files.writeString(file, "groups: [{name: g, rules: [{record: r, expr: '" + quoted + "'}]}]\n");
            return run("check", "rules", file.toString());
        } finally {
            Files.delete(file);
        }
    }

    static Outcome run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor() == 0 ? Optional.empty() : Optional.of(said));
    }
}
