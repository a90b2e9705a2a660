package dev.rapport.local.command;

import dev.rapport.local.process.StartFailure;
import dev.rapport.local.suite.PartState;
import dev.rapport.local.suite.Service;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Show the end of the logs, of one part or of all.")
final class Logs implements Callable<Integer> {

    private static final long PAUSE_NANOS = 200_000_000;
    private static final int BLOCK = 1 << 16;

    private final Surroundings here;

    @Parameters(arity = "0..1", paramLabel = "PART", description = "A service, postgres or kafka.")
    private @Nullable String part;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written from now on.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "40",
            description = "How many lines (40).")
    private int lines;

    Logs(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() throws IOException {
        Map<String, Path> logs = chosen();
        Map<String, Long> positions = new LinkedHashMap<>();
        for (Map.Entry<String, Path> log : logs.entrySet()) {
            positions.put(log.getKey(), Files.exists(log.getValue()) ? Files.size(log.getValue()) : 0L);
            if (Files.exists(log.getValue())) {
                end(log.getValue()).forEach(line -> print(log.getKey(), logs.size() > 1, line));
            } else if (part != null) {
                throw new StartFailure(here.shown(log.getValue()) + " is not there: " + part + " was never started.");
            }
        }
        while (follow) {
            LockSupport.parkNanos(PAUSE_NANOS);
            for (Map.Entry<String, Path> log : logs.entrySet()) {
                positions.computeIfPresent(log.getKey(), (name, from) -> more(name, log.getValue(), from));
            }
        }
        return 0;
    }

    private Map<String, Path> chosen() {
        List<String> known = here.suite().states().stream().map(PartState::part).toList();
        Map<String, Path> logs = new LinkedHashMap<>();
        String wanted = part;
        if (wanted == null) {
            known.forEach(name -> logs.put(name, here.home().log(name)));
            return logs;
        }
        String name = Service.named(wanted).map(Service::label).orElse(wanted);
        if (!known.contains(name)) {
            throw new StartFailure("There is no part " + wanted + "; there are " + String.join(", ", known) + ".");
        }
        logs.put(name, here.home().log(name));
        return logs;
    }

    /** The last lines of a file, however long it is. */
    private List<String> end(Path log) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - (long) BLOCK * Math.max(1, lines / 100));
            file.seek(from);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.readFully(bytes);
            List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        }
    }

    private long more(String name, Path log, long from) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            // A log that is shorter than before was begun anew.
            long start = file.length() < from ? 0 : from;
            file.seek(start);
            byte[] bytes = new byte[(int) Math.min(BLOCK, file.length() - start)];
            file.readFully(bytes);
            int whole = lastLineEnd(bytes);
            new String(bytes, 0, whole, StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> print(name, part == null, line));
            return start + whole;
        } catch (IOException notYet) {
            return from;
        }
    }

    private static int lastLineEnd(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end == 0 && bytes.length == BLOCK ? BLOCK : end;
    }

    private void print(String name, boolean several, String line) {
        here.out().println(several ? name + " | " + line : line);
    }
}
