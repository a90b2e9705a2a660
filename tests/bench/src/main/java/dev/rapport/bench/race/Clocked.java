package dev.rapport.bench.race;

import dev.rapport.bench.machine.BenchServers;
import dev.rapport.bench.machine.Proc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Watches a contestant that tells nothing of itself: how many records are done, again and again, until it is all of them. */
final class Clocked {
    private static final Duration STUCK = Duration.ofSeconds(90);
    private static final long PAUSE_MILLIS = 40;

    private record Sample(long nanos, long done, double cpu, double serverCpu) {}

    private final BenchServers servers;
    private final List<Process> processes;
    private final LongSupplier done;
    private final List<Sample> samples = new ArrayList<>();

    /**
     * @param processes the contestant's
     * @param done how many records it has done for good; 0 while nobody knows
     */
    Clocked(BenchServers servers, List<Process> processes, LongSupplier done) {
        this.servers = servers;
        this.processes = processes;
        this.done = done;
    }

    /**
     * Waits for the end.
     *
     * @throws IllegalStateException when it ends too early, or gets no further for a minute and a half
     */
    void watch(long records) {
        long moved = System.nanoTime();
        long last = -1;
        while (last < records) {
            long now = done.getAsLong();
            if (now != last) {
                last = now;
                moved = System.nanoTime();
                sample(now);
            }
            if (System.nanoTime() - moved > STUCK.toNanos()) {
                throw new IllegalStateException("it got no further than " + last + " of " + records + " records");
            }
            if (last < records && processes.stream().noneMatch(Process::isAlive)) {
                throw new IllegalStateException("it ended after " + last + " of " + records + " records");
            }
            pause();
        }
    }

    private void sample(long now) {
        double cpu = processes.stream()
                .mapToDouble(process -> Proc.cpuSeconds(process.toHandle()))
                .sum();
        samples.add(new Sample(System.nanoTime(), now, cpu, servers.cpuSeconds()));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The run, when it is over and its processes still are there. */
    Run run(Contestant contestant, String digest) {
        Sample end = samples.getLast();
        Sample warm = samples.stream()
                .filter(sample -> sample.done() >= end.done() / 3)
                .findFirst()
                .orElseThrow();
        Sample first =
                samples.stream().filter(sample -> sample.done() > 0).findFirst().orElseThrow();
        double millions = (end.done() - warm.done()) / 1e6;
        return new Run(
                contestant,
                rate(warm, end),
                rate(first, end),
                (end.cpu() - warm.cpu()) / millions,
                (end.serverCpu() - warm.serverCpu()) / millions,
                processes.stream()
                        .mapToDouble(process -> Proc.peakRssMb(process.toHandle()))
                        .sum(),
                Proc.load(),
                digest);
    }

    private static double rate(Sample from, Sample to) {
        return (to.done() - from.done()) * 1e9 / Math.max(1, to.nanos() - from.nanos());
    }
}
