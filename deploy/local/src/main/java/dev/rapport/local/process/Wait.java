package dev.rapport.local.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for a condition of another process, which cannot notify this one. */
public final class Wait {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Wait() {}

    /**
     * Asks until the answer is yes or the time is up.
     *
     * @return whether the answer was yes in time; no when the thread was interrupted (it then stays interrupted)
     */
    public static boolean until(Duration atMost, BooleanSupplier condition) {
        return until(atMost, PAUSE, condition);
    }

    /** The same with another pause between two questions. */
    public static boolean until(Duration atMost, Duration pause, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() >= deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(pause.toNanos());
        }
        return true;
    }
}
