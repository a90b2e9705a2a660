package dev.rapport.system.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How much slower the machine was, while something was measured, than the idle machine whose figures stand in
 * {@code docs/performance.md}. A budget names a machine with two cores of its own; on a virtual one whose host lends its
 * cores to others the same work takes longer for no fault of the suite. Budgets of time are multiplied by
 * {@link #slowdown()}, so that they are asserted against work run beside, at the same moment.
 *
 * <p>Two things are read: the processor time of a fixed walk over a few kilobytes, taken fifty times a second (slower
 * cores, shared caches), and the time the host kept back from this machine while it had work to do ({@code steal} of
 * {@code /proc/stat}; taken as none where there is no such file). Waiting for each other among the suite's own
 * processes is in neither: that is the suite's cost.
 */
public final class MachinePace implements AutoCloseable {
    /** Processor time of one walk on the reference machine: the median of seven readings, idle. */
    private static final double REFERENCE_NANOS = 415_000;

    private static final double MOST = 4;

    /** Places in a line of {@code /proc/stat}: user, nice, system, idle, iowait, irq, softirq, steal (proc(5)). */
    private static final int TIMES = 8;

    private static final int STEAL = 7;
    private static final Path CPU_TIMES = Path.of("/proc/stat");
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int CELLS = 1 << 12;
    private static final int STEPS = 1 << 17;
    private static final int WARM_UP = 50;
    private static final long PAUSE_MILLIS = 20;

    private final long[] timesBefore = cpuTimes();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final int[] cells = new int[CELLS];
    private final Thread walker =
            Thread.ofPlatform().daemon().name("machine-pace").unstarted(this::walk);
    private volatile double meanNanos = REFERENCE_NANOS;

    private MachinePace() {}

    /**
     * How many times over a budget of time may be used: a fifth more where the run is a long one, on a machine of its own;
     * ten times otherwise, for what else runs on a shared machine is nobody's to know, and a suite that has lost its pace
     * altogether still fails.
     */
    public static double spare() {
        return Boolean.getBoolean("rapport.test.strict-budgets") ? 1.2 : 10;
    }

    /** Begins to read; ended by {@link #slowdown()} or {@link #close()}. */
    public static MachinePace begin() {
        MachinePace pace = new MachinePace();
        pace.walker.start();
        return pace;
    }

    /**
     * Ends the reading. Never under 1: a faster machine is held to the same budgets; never over {@value #MOST}: beyond
     * that the suite would be slow for anybody.
     */
    public double slowdown() {
        close();
        double cores = Math.max(1, meanNanos / REFERENCE_NANOS);
        return Math.min(MOST, cores * keptBack(timesBefore, cpuTimes()));
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            walker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All time by the time the host did not keep back: 1 when it kept back nothing. */
    private static double keptBack(long[] before, long[] after) {
        if (before.length == 0) {
            return 1;
        }
        long all = 0;
        for (int i = 0; i < before.length; i++) {
            all += after[i] - before[i];
        }
        long kept = after[STEAL] - before[STEAL];
        return all <= kept ? MOST : all / (double) (all - kept);
    }

    private static long[] cpuTimes() {
        if (!Files.isReadable(CPU_TIMES)) {
            return new long[0];
        }
        try {
            List<String> lines = Files.readAllLines(CPU_TIMES);
            return Stream.of(lines.getFirst().split(" +"))
                    .skip(1)
                    .limit(TIMES)
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(CPU_TIMES + " could not be read", e);
        }
    }

    private void walk() {
        for (int i = 0; i < WARM_UP; i++) {
            walkOnce();
        }
        double nanos = 0;
        int walks = 0;
        do {
            long before = THREADS.getCurrentThreadCpuTime();
            walkOnce();
            nanos += THREADS.getCurrentThreadCpuTime() - before;
            walks++;
        } while (!endedWithin(PAUSE_MILLIS));
        meanNanos = nanos / walks;
    }

    private void walkOnce() {
        int place = 1 + cells[1];
        for (int step = 0; step < STEPS; step++) {
            place ^= place << 13;
            place ^= place >>> 17;
            place ^= place << 5;
            cells[place & CELLS - 1] += step;
        }
    }

    private boolean endedWithin(long millis) {
        try {
            return ended.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
