package dev.rapport.kit.time;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** How long to wait before the next attempt: doubled each time up to a limit, less a random fifth so that many do not come at once. */
public final class Backoff {

    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Duration first;
    private final Duration longest;
    private Duration grown = Duration.ZERO;
    private Duration due = Duration.ZERO;

    public Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    /** After a success. */
    public void reset() {
        grown = Duration.ZERO;
        due = Duration.ZERO;
    }

    /** After a failure: the wait now due. */
    public Duration next() {
        Duration doubled = grown.isZero() ? first : grown.multipliedBy(2);
        grown = doubled.compareTo(longest) > 0 ? longest : doubled;
        due = grown.minusMillis(ThreadLocalRandom.current().nextLong(grown.toMillis() / 5 + 1));
        return due;
    }

    /** Waits as long as was last due, or until it is no longer wanted. */
    public void await(BooleanSupplier wanted) {
        long until = System.nanoTime() + due.toNanos();
        while (wanted.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return;
            }
            LockSupport.parkNanos(Math.min(left, SLICE_NANOS));
        }
    }
}
