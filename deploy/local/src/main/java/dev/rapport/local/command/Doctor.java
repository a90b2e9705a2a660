package dev.rapport.local.command;

import dev.rapport.local.deadletter.DeadLetters;
import dev.rapport.local.feed.Feed;
import dev.rapport.local.feed.Stalled;
import dev.rapport.local.suite.PartState;
import dev.rapport.local.suite.Suite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;

@Command(
        name = "doctor",
        description = "Look for what keeps the suite from running well; exit status 0 when nothing does.")
final class Doctor implements Callable<Integer> {

    private static final long DISK_BYTES = 2L << 30;
    private static final long MEMORY_BYTES = 2L << 30;
    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Surroundings here;
    private boolean ill;

    Doctor(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() throws IOException {
        Suite suite = here.suite();
        List<PartState> states = suite.states();
        fine("java", Runtime.version() + " in " + System.getProperty("java.home"));
        maven();
        memory();
        folder();
        ports(suite, states);
        parts(states);
        if (running(states, Suite.KAFKA) && running(states, Suite.POSTGRES)) {
            backlog(suite);
            deadLetters(suite);
        }
        here.out().println(ill ? "Something needs care, see above." : "All is well.");
        return ill ? 1 : 0;
    }

    private void maven() throws IOException {
        Process maven;
        try {
            maven = new ProcessBuilder("mvn", "-v").redirectErrorStream(true).start();
        } catch (IOException missing) {
            bad("maven", "mvn is not on the PATH; Rapport needs Maven 3.8.7 or newer to build and test");
            return;
        }
        String said = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        fine("maven", said.lines().findFirst().orElse("").replaceAll("\\u001b\\[[0-9;]*m", ""));
    }

    private void memory() throws IOException {
        Path file = Path.of("/proc/meminfo");
        if (!Files.isReadable(file)) {
            return;
        }
        long available = Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        judge(available >= MEMORY_BYTES, "memory", gigabytes(available) + " available (a running suite takes 2 GB)");
    }

    private void folder() throws IOException {
        Path folder = here.home().folder();
        Path existing = folder;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        long free = Files.getFileStore(existing).getUsableSpace();
        judge(free >= DISK_BYTES, "disk", gigabytes(free) + " free where " + here.shown(folder) + " is");
        if (!Files.exists(folder)) {
            fine("data", here.shown(folder) + " is made by the first ./rapport up");
            return;
        }
        judge(
                Files.isWritable(folder),
                "data",
                here.shown(folder) + " belongs to " + Files.getOwner(folder)
                        + (Files.isWritable(folder) ? "" : " and cannot be written to"));
        for (String secret : List.of("keys/private.pem", "secrets/passwords.properties")) {
            Path file = here.home().resolve(secret);
            if (Files.exists(file)) {
                boolean open = Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains);
                judge(!open, "secret", here.shown(file) + (open ? " can be read by others: chmod 600 it" : " is safe"));
            }
        }
    }

    private void ports(Suite suite, List<PartState> states) {
        List<String> taken = suite.takenPorts();
        taken.forEach(sentence -> bad("ports", sentence));
        if (taken.isEmpty()) {
            long served =
                    states.stream().filter(state -> state.pid().isPresent()).count();
            fine("ports", served == 0 ? "all are free" : "none is held by somebody else");
        }
    }

    private void parts(List<PartState> states) {
        for (PartState state : states) {
            String name = state.part();
            switch (state.condition()) {
                case READY -> fine(name, "ready, process " + state.pid().orElse(0));
                case RUNNING -> bad(name, "runs and does not serve; see ./rapport logs " + name);
                case DIED -> bad(name, "its process is gone though nobody stopped it; ./rapport up starts it again");
                case STOPPED -> fine(name, "stopped");
            }
        }
    }

    private void backlog(Suite suite) {
        try {
            List<String> behind = Feed.backlog(suite);
            judge(behind.isEmpty(), "lag", behind.isEmpty() ? "everything is applied" : String.join("; ", behind));
        } catch (Stalled e) {
            bad("lag", String.valueOf(e.getMessage()));
        }
    }

    private void deadLetters(Suite suite) {
        try {
            int letters = new DeadLetters(suite.kafka(), Clock.systemUTC())
                    .list(letter -> true)
                    .size();
            fine("dead letters", letters == 0 ? "none" : letters + "; ./rapport dead-letters shows them");
        } catch (KafkaException e) {
            bad("dead letters", String.valueOf(e.getMessage()));
        }
    }

    private static boolean running(List<PartState> states, String part) {
        return states.stream()
                .anyMatch(state -> state.part().equals(part) && state.pid().isPresent());
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
    }

    private void judge(boolean well, String what, String sentence) {
        if (well) {
            fine(what, sentence);
        } else {
            bad(what, sentence);
        }
    }

    private void fine(String what, String sentence) {
        here.out().printf(Locale.ROOT, "  ok   %-16s %s%n", what, sentence);
    }

    private void bad(String what, String sentence) {
        ill = true;
        here.out().printf(Locale.ROOT, "  BAD  %-16s %s%n", what, sentence);
    }
}
