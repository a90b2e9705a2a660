package dev.rapport.local;

import dev.rapport.local.command.Commands;
import dev.rapport.local.command.Surroundings;
import dev.rapport.local.process.StartFailure;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The command line; started by the {@code rapport} script, which finds a JDK and builds what is missing. */
public final class Main {

    private Main() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] args) {
        // Whatever the locale says: texts are UTF-8.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int status;
        try {
            status = Commands.run(Surroundings.of(System.getenv(), out, err), args);
        } catch (StartFailure e) {
            err.println(e.getMessage());
            status = 1;
        }
        System.exit(status);
    }
}
