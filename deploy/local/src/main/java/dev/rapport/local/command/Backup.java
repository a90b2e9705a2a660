package dev.rapport.local.command;

import dev.rapport.local.process.StartFailure;
import dev.rapport.local.server.BaseBackup;
import dev.rapport.local.suite.Suite;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "backup",
        description = "Take a backup of the databases while they run; from the first on their log is archived, too.")
final class Backup implements Callable<Integer> {

    private final Surroundings here;

    @Option(names = "--list", description = "Show those there are instead.")
    private boolean list;

    Backup(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        Suite suite = here.suite();
        if (list) {
            suite.backups().all().forEach(each -> here.out().println(each.name() + "  " + here.shown(each.folder())));
            return 0;
        }
        if (!suite.running(Suite.POSTGRES)) {
            throw new StartFailure("PostgreSQL is not running: nothing to take a backup of. Start it: ./rapport up");
        }
        BaseBackup taken = suite.backups().take(Instant.now());
        here.out().println("Backup " + taken.name() + " is in " + here.shown(taken.folder()) + ".");
        here.out().println("From now on the log is archived beside it, at the latest a minute after each commit.");
        return 0;
    }
}
