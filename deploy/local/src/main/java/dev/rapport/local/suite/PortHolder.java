package dev.rapport.local.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who listens on a port: what {@code /proc} tells on Linux, {@code lsof} elsewhere. */
final class PortHolder {

    private static final Path PROC = Path.of("/proc");
    private static final String LISTEN = "0A";

    private PortHolder() {}

    /** The process as a user would name it, such as {@code process 4711 (java -jar …)}; empty when it cannot be seen. */
    static Optional<String> of(int port) {
        return pid(port)
                .map(pid -> "process " + pid
                        + ProcessHandle.of(pid)
                                .flatMap(handle -> handle.info().commandLine())
                                .map(line -> " (" + (line.length() > 80 ? line.substring(0, 80) + "…" : line) + ")")
                                .orElse(""));
    }

    private static Optional<Long> pid(int port) {
        return Files.isReadable(PROC.resolve("net/tcp")) ? linux(port) : elsewhere(port);
    }

    private static Optional<Long> linux(int port) {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            try {
                for (String line : Files.readAllLines(PROC.resolve(table))) {
                    String[] fields = line.strip().split("\\s+");
                    if (fields.length > 9
                            && fields[3].equals(LISTEN)
                            && fields[1].endsWith(String.format(Locale.ROOT, ":%04X", port))) {
                        sockets.add("socket:[" + fields[9] + "]");
                    }
                }
            } catch (IOException noSuchTable) {
                // A machine without IPv6 has none.
                continue;
            }
        }
        return sockets.isEmpty()
                ? Optional.empty()
                : ProcessHandle.allProcesses()
                        .map(ProcessHandle::pid)
                        .filter(pid -> holds(pid, sockets))
                        .findFirst();
    }

    private static boolean holds(long pid, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
            for (Path file : files) {
                if (sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException | RuntimeException somebodyElses) {
            return false;
        }
    }

    private static Optional<Long> elsewhere(int port) {
        try {
            Process lsof = new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String out = new String(lsof.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return out.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Long.valueOf(out.lines().findFirst().orElseThrow()));
        } catch (IOException | NumberFormatException unknown) {
            return Optional.empty();
        }
    }
}
