package dev.rapport.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process, told apart from any later one that is given the same number.
 *
 * @param pid the operating system's number
 * @param birth when it started, in the operating system's own words: on Linux the clock ticks since this boot (wall-clock
 *     steps do not change them), elsewhere what {@code ps} prints
 */
public record ProcessIdentity(long pid, String birth) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** The process that has this number now, or empty when there is none (or it is a zombie that only waits to be reaped). */
    public static Optional<ProcessIdentity> of(long pid) {
        return birth(pid).map(birth -> new ProcessIdentity(pid, birth));
    }

    /** Reads what {@link #text()} wrote; empty when the text is none of it, as after a write cut short. */
    public static Optional<ProcessIdentity> parse(String text) {
        int space = text.strip().indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcessIdentity(
                    Long.parseLong(text.strip().substring(0, space)),
                    text.strip().substring(space + 1).strip()));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    /** One line that {@link #parse} reads back. */
    public String text() {
        return pid + " " + birth;
    }

    /** Whether this very process still runs. */
    public boolean alive() {
        return birth(pid).filter(birth::equals).isPresent();
    }

    /** The handle of this very process, or empty when it is gone. */
    public Optional<ProcessHandle> handle() {
        return alive() ? ProcessHandle.of(pid) : Optional.empty();
    }

    private static Optional<String> birth(long pid) {
        return Files.isReadable(BOOT_ID) ? linuxBirth(pid) : elsewhereBirth(pid);
    }

    private static Optional<String> linuxBirth(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            // The name, in brackets, may itself hold blanks and brackets; the fields count from behind it.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            if (fields[0].equals("Z") || fields[0].equals("X")) {
                return Optional.empty();
            }
            return Optional.of(fields[19] + "@" + Files.readString(BOOT_ID).strip());
        } catch (IOException | IndexOutOfBoundsException gone) {
            return Optional.empty();
        }
    }

    private static Optional<String> elsewhereBirth(long pid) {
        try {
            ProcessBuilder ps = new ProcessBuilder("ps", "-o", "lstart=", "-p", Long.toString(pid));
            ps.environment().put("LC_ALL", "C");
            Process process = ps.redirectErrorStream(true).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 && !out.isEmpty() ? Optional.of(out) : Optional.empty();
        } catch (IOException noPs) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
