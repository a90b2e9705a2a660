package dev.rapport.local.feed;

import dev.rapport.events.InvalidEventException;
import dev.rapport.local.suite.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Brings NDJSON files of structured CloudEvents into a running suite: each event to its type's topic, the files merged by
 * time, and returns when every service has applied them.
 */
public final class Import {

    private static final int CHUNK = 1_000;
    private static final Duration CHUNK_TIME = Duration.ofMillis(250);

    /**
     * What is wanted.
     *
     * @param files in any order; each is expected to be in order of time
     * @param rebase whether times are moved to the present
     * @param rate events per second, 0 for as fast as it goes
     * @param patience how long nothing may move before it is given up
     */
    public record Wish(List<Path> files, boolean rebase, double rate, Duration patience) {}

    /**
     * What came of it.
     *
     * @param published events sent by this call
     * @param resumed lines that an earlier call, cut short, was done with
     * @param bad lines that were refused, by this call or the earlier one
     * @param unknown lines of types that this version does not know
     * @param hours by which times were moved, null when they were not
     * @param publishing how long sending took
     * @param whole how long all took
     */
    public record Outcome(
            long published,
            long resumed,
            long bad,
            long unknown,
            @Nullable Long hours,
            Duration publishing,
            Duration whole) {}

    private final Suite suite;
    private final Wish wish;
    private final Watcher watcher;
    private final Clock clock;

    private final Set<String> unknownTypes = new HashSet<>();

    private long published;
    private long unknown;

    /** @param clock tells what "now" is to which a rebase moves */
    public Import(Suite suite, Wish wish, Watcher watcher, Clock clock) {
        this.suite = suite;
        this.wish = wish;
        this.watcher = watcher;
        this.clock = clock;
    }

    /**
     * Does it.
     *
     * @throws IOException when a file cannot be read
     * @throws Stalled when the suite does not take or apply it; the same import then goes on where it stands
     */
    public Outcome run() throws IOException {
        long start = System.nanoTime();
        Survey survey = Survey.of(wish.files());
        ImportState state = new ImportState(suite.home(), survey.digest(), wish.rebase());
        ImportState.Position from = begin(survey, state);
        ImportState.Position to = publish(survey, state, from);
        Duration publishing = Duration.ofNanos(System.nanoTime() - start);
        Feed.settle(suite, wish.patience(), watcher);
        state.done();
        return new Outcome(
                published,
                from.lines(),
                to.bad(),
                unknown,
                to.hours(),
                publishing,
                Duration.ofNanos(System.nanoTime() - start));
    }

    private ImportState.Position begin(Survey survey, ImportState state) throws IOException {
        ImportState.Position earlier = state.read();
        if (earlier != null) {
            watcher.note("going on after line " + earlier.lines() + " of " + survey.lines()
                    + ", where an earlier import of the same was cut short");
            return earlier;
        }
        Long hours = wish.rebase() && survey.last() != null
                ? Long.valueOf(Rebase.to(survey.last(), clock.instant()).hours())
                : null;
        ImportState.Position fresh = new ImportState.Position(0, 0, hours);
        // A resumed import must move times by the same hours, so they are settled before the first event goes out.
        state.write(fresh);
        return fresh;
    }

    private ImportState.Position publish(Survey survey, ImportState state, ImportState.Position from)
            throws IOException {
        Rebase rebase = from.hours() == null ? null : new Rebase(from.hours());
        ImportState.Position position = from;
        Pace pace = new Pace(wish.rate());
        try (MergedInput input = new MergedInput(wish.files());
                Publisher publisher = new Publisher(suite.kafka(), wish.patience(), watcher)) {
            for (long skipped = 0; skipped < from.lines(); skipped++) {
                input.next();
            }
            List<ProducerRecord<byte[], byte[]>> chunk = new ArrayList<>();
            long lines = from.lines();
            long bad = from.bad();
            boolean more = true;
            while (more) {
                InputLine line = input.next();
                more = line != null;
                switch (line) {
                    case InputLine.Good good -> {
                        try {
                            chunk.add(record(publisher, rebase, good));
                        } catch (InvalidEventException tooLargeNow) {
                            bad++;
                            tell(good, tooLargeNow.reason() + ": " + tooLargeNow.getMessage());
                        }
                    }
                    case InputLine.Bad refused -> {
                        bad++;
                        tell(refused, refused.reason());
                    }
                    case InputLine.Unknown other -> {
                        unknown++;
                        // Once for each: a file of another version has thousands.
                        if (unknownTypes.add(other.type())) {
                            tell(other, "skipped, as all of its type: this version does not know " + other.type());
                        }
                    }
                    case null -> {}
                }
                lines += more ? 1 : 0;
                if (chunk.size() == pace.chunk() || !more) {
                    publisher.publish(chunk);
                    published += chunk.size();
                    pace.keep(published);
                    chunk.clear();
                    position = new ImportState.Position(lines, bad, from.hours());
                    state.write(position);
                    watcher.moved("published", lines, survey.lines());
                }
            }
        }
        return position;
    }

    private static ProducerRecord<byte[], byte[]> record(
            Publisher publisher, @Nullable Rebase rebase, InputLine.Good good) {
        return rebase == null
                ? publisher.record(good.envelope(), good.event())
                : publisher.record(rebase.apply(good.envelope()), rebase.apply(good.event()));
    }

    private void tell(InputLine line, String what) {
        watcher.refused(line.file() + ":" + line.number() + ": " + what);
    }

    /** Not more than so many events a second. */
    private static final class Pace {
        private final double rate;
        private final long start = System.nanoTime();

        Pace(double rate) {
            this.rate = rate;
        }

        /** How many events go at once: at a given rate so few that they come evenly. */
        int chunk() {
            return rate <= 0 ? CHUNK : (int) Math.clamp(rate * CHUNK_TIME.toMillis() / 1_000, 1, CHUNK);
        }

        void keep(long published) {
            if (rate > 0) {
                long due = start + (long) (published / rate * TimeUnit.SECONDS.toNanos(1));
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
            }
        }
    }
}
