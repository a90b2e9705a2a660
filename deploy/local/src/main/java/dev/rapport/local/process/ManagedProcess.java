package dev.rapport.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process that runs on when its starter ends, found again by its run file. The process writes the run file itself,
 * before it becomes the server: there is no instant at which a kill of the starter leaves a server that nobody knows.
 */
public final class ManagedProcess {

    /** How a server is asked to end. */
    public enum Ending {
        /** SIGTERM. */
        TERM,
        /** SIGINT, which is PostgreSQL's fast shutdown. */
        INT
    }

    private static final long KEPT_LOG_BYTES = 20L << 20;

    // $1 run file; the rest is the server. It leaves the terminal's process group, so that Ctrl-C does not reach it.
    private static final String PRELUDE = """
            run=$1; shift
            if [ -r /proc/sys/kernel/random/boot_id ]; then
              stat=$(cat /proc/$$/stat); ticks=$(printf '%s' "${stat##*) }" | cut -d' ' -f20)
              birth="$ticks@$(cat /proc/sys/kernel/random/boot_id)"
            else
              birth=$(LC_ALL=C ps -o lstart= -p $$)
            fi
            printf '%s %s\\n' "$$" "$birth" > "$run.new" && mv -f "$run.new" "$run" || exit 97
            if command -v setsid >/dev/null 2>&1; then exec setsid "$@"; fi
            if command -v perl >/dev/null 2>&1; then
              exec perl -e 'use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV or exit 98' "$@"
            fi
            exec nohup "$@"
            """;

    private final String name;
    private final Path runFile;
    private final Path log;
    private final Ending ending;

    /**
     * @param name what a user calls it
     * @param runFile where its identity is kept
     * @param log takes its output, appended
     * @param ending how it is asked to end
     */
    public ManagedProcess(String name, Path runFile, Path log, Ending ending) {
        this.name = name;
        this.runFile = runFile;
        this.log = log;
        this.ending = ending;
    }

    /** What a user calls it. */
    public String name() {
        return name;
    }

    /** The file that takes its output. */
    public Path log() {
        return log;
    }

    /** The process when it runs, whoever started it. */
    public Optional<ProcessIdentity> running() {
        return recorded().filter(ProcessIdentity::alive);
    }

    /** Whether a run file tells of a process that is gone: it crashed, was killed, or the machine went down. */
    public boolean died() {
        return recorded().filter(process -> !process.alive()).isPresent();
    }

    /**
     * Starts the server and returns at once; whether it is ready is the caller's question.
     *
     * @param command the program and its arguments
     * @param environment what is added to this process's own
     * @param directory where it runs
     * @throws StartFailure when the program cannot be executed
     */
    public ProcessIdentity start(List<String> command, Map<String, String> environment, Path directory) {
        try {
            Files.createDirectories(runFile.toAbsolutePath().getParent());
            Files.createDirectories(log.toAbsolutePath().getParent());
            Files.deleteIfExists(runFile);
            rotate();
            List<String> whole = new ArrayList<>(List.of("/bin/sh", "-c", PRELUDE, "sh", runFile.toString()));
            whole.addAll(command);
            ProcessBuilder builder = new ProcessBuilder(whole)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            Process process = builder.start();
            Wait.until(Duration.ofSeconds(10), () -> Files.exists(runFile) || !process.isAlive());
            return recorded().orElseThrow(() -> new StartFailure(name + " could not be started; see " + log + tail()));
        } catch (IOException e) {
            throw new StartFailure(name + " could not be started: " + e.getMessage(), e);
        }
    }

    /**
     * Asks the process to end, and makes it after a while.
     *
     * @param patience how long it may take by itself
     * @return false when it had to be killed
     */
    public boolean stop(Duration patience) {
        Optional<ProcessIdentity> process = running();
        boolean byItself = true;
        if (process.isPresent()) {
            signal(process.get(), ending.name());
            byItself = Wait.until(patience, () -> !process.get().alive());
            if (!byItself) {
                kill();
            }
        }
        forget();
        return byItself;
    }

    /** Ends the process the hard way (SIGKILL) and waits until it is gone. The run file stays, as after any crash. */
    public void kill() {
        running().ifPresent(process -> {
            process.handle().ifPresent(ProcessHandle::destroyForcibly);
            Wait.until(Duration.ofSeconds(10), () -> !process.alive());
        });
    }

    /** The end of its output, for a message; starts with a line break unless there is none. */
    public String tail() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            List<String> last = lines.subList(Math.max(0, lines.size() - 12), lines.size());
            return last.isEmpty() ? "" : "\n    " + String.join("\n    ", last);
        } catch (IOException none) {
            return "";
        }
    }

    private Optional<ProcessIdentity> recorded() {
        try {
            return ProcessIdentity.parse(Files.readString(runFile));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private void forget() {
        try {
            Files.deleteIfExists(runFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(ProcessIdentity process, String signal) {
        try {
            new ProcessBuilder("/bin/kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rotate() throws IOException {
        if (Files.exists(log) && Files.size(log) > KEPT_LOG_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
