package dev.rapport.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What Linux tells of processes in {@code /proc}; where there is none, everything is 0. */
public final class Proc {
    /** Linux counts processor time for its users in hundredths of a second on every platform. */
    private static final double TICKS = 100.0;

    private static final int USER = 11;
    private static final int CHILDREN_SYSTEM = 14;

    private Proc() {}

    /** Processor seconds of a process, its living descendants and those of its children that have ended. */
    public static double cpuSeconds(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToDouble(one -> cpuSeconds(one.pid()))
                .sum();
    }

    private static double cpuSeconds(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double ticks = 0;
            for (int field = USER; field <= CHILDREN_SYSTEM; field++) {
                ticks += Long.parseLong(fields[field]);
            }
            return ticks / TICKS;
        } catch (IOException gone) {
            return 0;
        }
    }

    /** The most memory a process has had resident so far, in MB. */
    public static double peakRssMb(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException gone) {
            return 0;
        }
    }

    /** The load average over the last minute, as the machine tells it. */
    public static double load() {
        try {
            return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
        } catch (IOException none) {
            return 0;
        }
    }

    /** Processor and memory, in words. */
    public static String machine() {
        String model = "";
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            model = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException none) {
            // Said without it.
        }
        return String.format(
                        Locale.ROOT,
                        "%d processors %s, Java %s, %s %s",
                        Runtime.getRuntime().availableProcessors(),
                        model,
                        Runtime.version().feature(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"))
                .replace("  ", " ");
    }
}
