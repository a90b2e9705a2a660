package dev.rapport.local.command;

import dev.rapport.local.process.StartFailure;
import dev.rapport.local.server.ServerArtifacts;
import dev.rapport.local.suite.PackFolder;
import dev.rapport.local.suite.Suite;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs score-service's replay, which is a program of its own, on the broker of this suite or of another. */
@Command(
        name = "replay",
        description = "Try a policy pack on the past: reads the fact topics again and compares every seller's history. "
                + "Touches nothing that is live.")
final class Replay implements Callable<Integer> {

    private static final String MAIN = "dev.rapport.score.replay.Replay";

    private final Surroundings here;

    @Option(names = "--pack", required = true, paramLabel = "FILE", description = "The pack to try.")
    private Path pack = Path.of("");

    @Option(names = "--json", paramLabel = "FILE", description = "Write everything found as JSON.")
    private @Nullable Path json;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write a row per seller and daily close.")
    private @Nullable Path csv;

    @Option(names = "--seller", paramLabel = "SELLER", description = "Only of this one; may be given several times.")
    private List<String> sellers = List.of();

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "The broker to read from; that of the local suite by default.")
    private @Nullable String kafka;

    Replay(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        List<String> command = new ArrayList<>(List.of(
                ServerArtifacts.java(),
                "-Xmx2g",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                MAIN,
                "--kafka",
                bootstrap(),
                "--pack",
                pack.toAbsolutePath().toString()));
        PackFolder.named().ifPresent(folder -> command.addAll(List.of("--packs", folder.toString())));
        if (json != null) {
            command.addAll(List.of("--json", json.toAbsolutePath().toString()));
        }
        if (csv != null) {
            command.addAll(List.of("--csv", csv.toAbsolutePath().toString()));
        }
        sellers.forEach(seller -> command.addAll(List.of("--seller", seller)));
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new StartFailure("The replay does not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted during the replay", e);
        }
    }

    private String bootstrap() {
        if (kafka != null) {
            return kafka;
        }
        Suite suite = here.suite();
        if (!suite.running(Suite.KAFKA)) {
            throw new StartFailure("The suite is not running. Start it (./rapport up), or name a broker with --kafka.");
        }
        return suite.kafka();
    }

    /** The packaged score-service's: its own classes and what they need. */
    private String classPath() {
        Path app = here.root().resolve("score-service/target/quarkus-app");
        try (Stream<Path> jars =
                Stream.of("app", "lib/boot", "lib/main").map(app::resolve).flatMap(Replay::jars)) {
            String path = jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
            if (path.isEmpty()) {
                throw new StartFailure(app + " is missing: build it with ./rapport up, or mvn -Dquick package.");
            }
            return path;
        }
    }

    private static Stream<Path> jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
        } catch (IOException e) {
            throw new StartFailure(folder + " cannot be read: " + e, e);
        }
    }
}
