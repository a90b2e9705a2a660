package dev.rapport.local.command;

import dev.rapport.local.demo.Demo;
import dev.rapport.local.suite.Progress;
import dev.rapport.local.suite.Suite;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "up", description = "Start what does not run and wait until everything serves.")
final class Up implements Callable<Integer> {

    private final Surroundings here;

    @Option(names = "--demo", description = "Bring a small lively world, so that every queue has something in it.")
    private boolean demo;

    Up(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() throws Exception {
        Suite suite = here.suite();
        Progress progress = sentence -> here.out().println(sentence);
        long start = System.nanoTime();
        start(suite, progress);
        here.out().printf(Locale.ROOT, "Ready after %.1f s.%n", (System.nanoTime() - start) / 1e9);
        if (demo) {
            new Demo(suite, progress, Clock.systemUTC()).bring();
        }
        tellWhatToTry(suite);
        return 0;
    }

    /** Ctrl-C while it starts ends what this call began; afterwards the suite is its own master. */
    private static void start(Suite suite, Progress progress) {
        Thread callOff = new Thread(suite::callOff, "call off the start");
        Runtime.getRuntime().addShutdownHook(callOff);
        suite.start(progress);
        Runtime.getRuntime().removeShutdownHook(callOff);
    }

    private void tellWhatToTry(Suite suite) {
        here.out().println("""

                Rapport serves at %s; its data and logs are in %s.

                  TOKEN=$(./rapport token)
                  curl -H "Authorization: Bearer $TOKEN" %s/api/v1/sellers
                  ./rapport import FILE.ndjson   bring events in
                  ./rapport %s
                  ./rapport status | logs | down
                """.formatted(
                suite.gateway(),
                here.shown(here.home().folder()),
                suite.gateway(),
                demo
                        ? "dead-letters             what could not be applied"
                        : "up --demo                bring a small lively world").stripTrailing());
    }
}
