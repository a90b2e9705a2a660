package dev.rapport.local.command;

import dev.rapport.local.suite.PartState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "status", description = "Show how every part is; exit status 0 when all are ready.")
final class Status implements Callable<Integer> {

    private final Surroundings here;

    Status(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        List<PartState> states = here.suite().states();
        here.out().printf(Locale.ROOT, "%-16s %-8s %6s %8s %9s %10s%n", "part", "state", "port", "pid", "memory", "up");
        for (PartState state : states) {
            here.out()
                    .printf(
                            Locale.ROOT,
                            "%-16s %-8s %6d %8s %9s %10s%n",
                            state.part(),
                            state.condition().name().toLowerCase(Locale.ROOT),
                            state.port(),
                            state.pid().isPresent() ? Long.toString(state.pid().getAsLong()) : "-",
                            state.residentBytes().isPresent()
                                    ? (state.residentBytes().getAsLong() >> 20) + " MB"
                                    : "-",
                            state.pid().isPresent() ? uptime(state.uptime()) : "-");
        }
        return PartState.allReady(states) ? 0 : 1;
    }

    private static String uptime(Duration time) {
        return time.toHours() > 0
                ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
