package dev.rapport.bench;

import dev.rapport.bench.screening.ScreeningBench;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./rapport bench}. Exit status: 0 success, 1 failure, 2 wrong use. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures the score engine on servers of its own, the gateway of a suite that is up, and screening.",
        subcommands = {
            ScoreBench.class,
            FreshnessBench.class,
            ReadsBench.class,
            GatewayBench.class,
            ScreeningBench.class
        })
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        CommandLine bench = new CommandLine(new Main());
        bench.setCaseInsensitiveEnumValuesAllowed(true);
        bench.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof IllegalStateException) {
                System.err.println(failure.getMessage());
            } else {
                failure.printStackTrace();
            }
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(bench.execute(args));
    }

    /** The working copy, as the {@code rapport} script names it. */
    public static Path root() {
        @Nullable String root = System.getenv("RAPPORT_ROOT");
        return Path.of(root == null ? "" : root).toAbsolutePath();
    }
}
