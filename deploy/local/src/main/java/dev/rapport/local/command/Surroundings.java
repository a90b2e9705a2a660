package dev.rapport.local.command;

import dev.rapport.local.process.StartFailure;
import dev.rapport.local.suite.Home;
import dev.rapport.local.suite.PortPlan;
import dev.rapport.local.suite.Suite;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command is called: the working copy, the suite's folder, where it may write.
 *
 * @param root the working copy
 * @param home the suite's folder
 * @param offset the port offset asked for, null when none was
 * @param terminal whether somebody watches: bars and colours make sense
 * @param out takes what was asked for
 * @param err takes what is told besides
 */
public record Surroundings(
        Path root, Home home, @Nullable Integer offset, boolean terminal, PrintStream out, PrintStream err) {

    /** The working copy, set by the {@code rapport} script. */
    public static final String ROOT = "RAPPORT_ROOT";
    /** The suite's folder, {@code .rapport} in the working copy unless set. */
    public static final String DATA = "RAPPORT_DATA";
    /** Where backups go, {@code .rapport-backup} beside the suite's folder unless set. */
    public static final String BACKUP = "RAPPORT_BACKUP";
    /** Added to every port. */
    public static final String OFFSET = "RAPPORT_PORT_OFFSET";

    private static final String TERMINAL = "RAPPORT_TERMINAL";

    /** What the environment says. @throws StartFailure when it says something impossible */
    public static Surroundings of(Map<String, String> environment, PrintStream out, PrintStream err) {
        Path root = Path.of(environment.getOrDefault(ROOT, "")).toAbsolutePath();
        String data = environment.getOrDefault(DATA, "");
        Path folder = data.isBlank() ? root.resolve(".rapport") : Path.of(data).toAbsolutePath();
        String offset = environment.getOrDefault(OFFSET, "");
        String backups = environment.getOrDefault(BACKUP, "");
        return new Surroundings(
                root,
                backups.isBlank() ? new Home(folder) : new Home(folder, Path.of(backups)),
                offset.isBlank() ? null : number(offset),
                environment.containsKey(TERMINAL),
                out,
                err);
    }

    /** The suite of this folder: on the ports asked for, else on those it was started on last. */
    public Suite suite() {
        try {
            return Suite.learning(
                    root,
                    home,
                    new PortPlan(offset != null ? offset : home.portOffset().orElse(0)));
        } catch (IllegalArgumentException e) {
            throw new StartFailure(String.valueOf(e.getMessage()));
        }
    }

    /** A path as a user at this place would write it. */
    public String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new StartFailure(OFFSET + " is a number, not \"" + text + "\"");
        }
    }
}
