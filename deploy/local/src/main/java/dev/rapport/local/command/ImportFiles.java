package dev.rapport.local.command;

import dev.rapport.local.feed.Import;
import dev.rapport.local.feed.Stalled;
import dev.rapport.local.process.StartFailure;
import dev.rapport.local.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = "Bring events from NDJSON files in, and wait until every service has applied them. "
                + "Exit status 1 when a line was refused; all others are in.")
final class ImportFiles implements Callable<Integer> {

    private final Surroundings here;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Structured CloudEvents, one a line, in order of time.")
    private List<Path> files = List.of();

    @Option(names = "--rebase", description = "Move all times so that the last event lies at most an hour ago.")
    private boolean rebase;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "0", description = "At most N events a second.")
    private double rate;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "How long nothing may move before it is given up (300).")
    private long patience;

    ImportFiles(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() throws IOException {
        for (Path file : files) {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new StartFailure(file + " is not a file that can be read; nothing was imported.");
            }
        }
        Suite suite = here.suite();
        if (!suite.running(Suite.KAFKA) || !suite.running(Suite.POSTGRES)) {
            throw new StartFailure("The suite is not running; nothing was imported. Start it: ./rapport up");
        }
        Bar bar = new Bar(here);
        try {
            Import.Wish wish = new Import.Wish(files, rebase, rate, Duration.ofSeconds(patience));
            Import.Outcome outcome = new Import(suite, wish, bar, Clock.systemUTC()).run();
            bar.clear();
            tell(outcome);
            return outcome.bad() == 0 ? 0 : 1;
        } catch (Stalled e) {
            bar.clear();
            here.err().println(e.getMessage());
            return 1;
        }
    }

    private void tell(Import.Outcome outcome) {
        here.out()
                .printf(
                        Locale.ROOT,
                        "Published %,d events in %.1f s; every service had applied them after %.1f s.%n",
                        outcome.published(),
                        outcome.publishing().toMillis() / 1e3,
                        outcome.whole().toMillis() / 1e3);
        if (outcome.resumed() > 0) {
            here.out().printf(Locale.ROOT, "%,d lines had been done before.%n", outcome.resumed());
        }
        if (outcome.hours() != null) {
            here.out()
                    .printf(
                            Locale.ROOT,
                            "Times were moved by %,d hours, ids and sources end in ~r%d.%n",
                            outcome.hours(),
                            outcome.hours());
        }
        if (outcome.unknown() > 0) {
            here.out().printf(Locale.ROOT, "%,d lines of unknown types were skipped.%n", outcome.unknown());
        }
        if (outcome.bad() > 0) {
            here.out().printf(Locale.ROOT, "%,d lines were refused, see above; all others are in.%n", outcome.bad());
        }
    }
}
