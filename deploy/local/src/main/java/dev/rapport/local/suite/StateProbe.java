package dev.rapport.local.suite;

import dev.rapport.local.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at a part from outside. */
final class StateProbe {

    private StateProbe() {}

    static PartState of(Part part) {
        Optional<ProcessIdentity> process = part.process().running();
        int port = part.ports().getFirst().port();
        if (process.isEmpty()) {
            PartState.Condition condition =
                    part.process().died() ? PartState.Condition.DIED : PartState.Condition.STOPPED;
            return new PartState(
                    part.name(), condition, OptionalLong.empty(), port, OptionalLong.empty(), Duration.ZERO);
        }
        long pid = process.get().pid();
        return new PartState(
                part.name(),
                part.ready() ? PartState.Condition.READY : PartState.Condition.RUNNING,
                OptionalLong.of(pid),
                port,
                resident(pid),
                uptime(pid));
    }

    private static OptionalLong resident(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst();
        } catch (IOException notLinux) {
            return OptionalLong.empty();
        }
    }

    private static Duration uptime(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().startInstant())
                .map(start -> Duration.between(start, Instant.now()))
                .orElse(Duration.ZERO);
    }
}
