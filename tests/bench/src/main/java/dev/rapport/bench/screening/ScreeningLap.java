package dev.rapport.bench.screening;

import dev.rapport.policy.Packs;
import dev.rapport.text.screening.Purpose;
import dev.rapport.text.screening.Screening;
import dev.rapport.text.screening.Verdict;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One text after the other through the screening of the aliexpress pack, which has the most phrases. For JMH alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ScreeningLap {

    /** Where the working copy is, for the processes that JMH starts. */
    static final String ROOT = "rapport.root";

    @Param("INNOCENT")
    public Texts texts = Texts.INNOCENT;

    @Param(Texts.ALL)
    public String languages = Texts.ALL;

    @Param("300")
    public int length = 300;

    /** Summed up by JMH over a process's iterations: what a busy machine does not add to. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Processor {
        public long nanos;
        public long screened;
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private long begun;

        @Setup(Level.Iteration)
        public void begin() {
            begun = threads.getCurrentThreadCpuTime();
        }

        @TearDown(Level.Iteration)
        public void end() {
            nanos = threads.getCurrentThreadCpuTime() - begun;
        }
    }

    private Screening screening = Screening.of(Packs.load(null).pack("aliexpress", Instant.EPOCH));
    private String[] all = {""};
    private int next;

    @Setup
    public void read() {
        all = texts.of(Path.of(System.getProperty(ROOT, "")), languages, length).toArray(String[]::new);
    }

    @Benchmark
    public Verdict screen(Processor processor) {
        processor.screened++;
        next = next + 1 < all.length ? next + 1 : 0;
        return screening.screen(all[next], Purpose.REPLY);
    }
}
