package dev.rapport.local.command;

import dev.rapport.local.process.StartFailure;
import dev.rapport.local.server.Backups;
import dev.rapport.local.server.BaseBackup;
import dev.rapport.local.suite.Suite;
import dev.rapport.local.suite.SuiteBackups;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "restore",
        description = "Put the databases back from a backup and the archived log, or tell what a restore has left out.")
final class Restore implements Callable<Integer> {

    private final Surroundings here;

    @Option(names = "--backup", paramLabel = "NAME", description = "Which one (the newest; backup --list names them).")
    private @Nullable String name;

    @Option(names = "--until", paramLabel = "INSTANT", description = "Stop there, such as 2026-11-23T12:00:00Z.")
    private @Nullable Instant until;

    @Option(names = "--missing", description = "After ./rapport up: what was told and the databases do not know.")
    private boolean missing;

    Restore(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        Suite suite = here.suite();
        if (missing) {
            return tellMissing(suite);
        }
        if (suite.states().stream().anyMatch(part -> suite.running(part.part()))) {
            throw new StartFailure("The suite is running. Stop it first: ./rapport down");
        }
        BaseBackup from = chosen(suite.backups());
        Backups.Restored restored = suite.backups()
                .restore(from, until, Instant.now(), sentence -> here.err().println(sentence));
        here.out()
                .println("The databases are as they were at "
                        + restored.lastCommitAt().orElse(from.takenAt())
                        + ", from backup " + from.name() + " and the archived log.");
        here.out().println("""
                Next: ./rapport up                 the services derive the rest again from Kafka
                      ./rapport restore --missing  what they could not""");
        return 0;
    }

    private BaseBackup chosen(SuiteBackups backups) {
        List<BaseBackup> all = backups.all();
        return all.stream()
                .filter(each -> name == null || each.name().equals(name))
                .filter(each -> until == null || !each.takenAt().isAfter(until))
                .findFirst()
                .orElseThrow(() -> new StartFailure(
                        all.isEmpty()
                                ? "There is no backup in "
                                        + here.shown(here.home().backups()) + "."
                                : "There is no such backup; there are "
                                        + all.stream().map(BaseBackup::name).toList() + "."));
    }

    private int tellMissing(Suite suite) {
        if (!suite.running(Suite.POSTGRES)) {
            throw new StartFailure("The suite is not running. Start it: ./rapport up");
        }
        List<SuiteBackups.Missing> found = suite.backups().missing();
        for (SuiteBackups.Missing each : found) {
            here.out()
                    .printf(
                            Locale.ROOT,
                            "%s  %s  %s  %s  %s%n",
                            each.happenedAt(),
                            each.service(),
                            each.seller(),
                            each.type(),
                            each.subject());
        }
        here.out()
                .println(
                        found.isEmpty()
                                ? "Nothing that was told is missing."
                                : found.size() + " facts were told before the restore and are not in the databases.");
        return 0;
    }
}
