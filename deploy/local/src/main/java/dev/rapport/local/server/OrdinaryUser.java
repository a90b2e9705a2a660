package dev.rapport.local.server;

import dev.rapport.local.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a program that refuses to run as root (PostgreSQL does) is started by root: in a user namespace of its own, in
 * which the same files have the same owner under another number; and where the machine forbids that, as {@code nobody},
 * who then has to own the files.
 */
final class OrdinaryUser {

    private static final String NOBODY = "65534";

    private final List<String> prefix;
    private final boolean ownsFiles;

    private OrdinaryUser(List<String> prefix, boolean ownsFiles) {
        this.prefix = prefix;
        this.ownsFiles = ownsFiles;
    }

    /** What is needed for this process's user; nothing when that is not root. */
    static OrdinaryUser present() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new OrdinaryUser(List.of(), false);
        }
        if (works("unshare", "-U", "true")) {
            return new OrdinaryUser(List.of("unshare", "-U"), false);
        }
        List<String> setpriv = List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups");
        if (works(Stream.concat(setpriv.stream(), Stream.of("true")).toArray(String[]::new))) {
            return new OrdinaryUser(setpriv, true);
        }
        throw new StartFailure(
                "PostgreSQL does not run as root, and neither unshare nor setpriv (util-linux) works here. "
                        + "Run as an ordinary user.");
    }

    /** The command that runs a program as that user. */
    List<String> command(List<String> program) {
        return Stream.concat(prefix.stream(), program.stream()).toList();
    }

    /** Gives a folder and all in it to that user where that is needed. */
    void own(Path folder) {
        if (!ownsFiles) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.setAttribute(file, "unix:uid", Integer.valueOf(NOBODY));
                Files.setAttribute(file, "unix:gid", Integer.valueOf(NOBODY));
            }
        } catch (IOException e) {
            throw new StartFailure("could not hand " + folder + " to the user nobody: " + e.getMessage(), e);
        }
    }

    private static boolean works(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
