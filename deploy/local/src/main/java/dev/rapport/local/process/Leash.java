package dev.rapport.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/**
 * Kills a process when this one is gone, even by SIGKILL: a shell holds the other end of a pipe and acts when it breaks.
 * For servers that must not outlive the tests that started them.
 */
public final class Leash implements AutoCloseable {

    private final Process guard;

    private Leash(Process guard) {
        this.guard = guard;
    }

    /** Ties a process to this one until the leash is closed. */
    public static Leash on(ProcessIdentity process) {
        try {
            // Ctrl-C of the terminal must not end the guard before its ward.
            String script = "trap '' INT TERM HUP; read -r word; [ \"$word\" = free ] || kill -9 " + process.pid();
            return new Leash(new ProcessBuilder("/bin/sh", "-c", script)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Breaks the pipe, as the end of this process would. */
    void snap() throws IOException {
        guard.getOutputStream().close();
    }

    /** Lets the process go. */
    @Override
    public void close() {
        try {
            guard.outputWriter().write("free\n");
            guard.outputWriter().close();
            if (!guard.waitFor(5, TimeUnit.SECONDS)) {
                guard.destroyForcibly();
            }
        } catch (IOException alreadyGone) {
            guard.destroyForcibly();
        } catch (InterruptedException e) {
            guard.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
