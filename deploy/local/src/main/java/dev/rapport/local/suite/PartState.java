package dev.rapport.local.suite;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * How a part of the suite is.
 *
 * @param part its name
 * @param condition in one word
 * @param pid its process, empty when there is none
 * @param port where it serves
 * @param residentBytes memory it holds, empty when unknown
 * @param uptime how long its process has run, zero when there is none
 */
public record PartState(
        String part, Condition condition, OptionalLong pid, int port, OptionalLong residentBytes, Duration uptime) {

    /** One word. */
    public enum Condition {
        /** It runs and serves. */
        READY,
        /** It runs and does not serve, yet or any more. */
        RUNNING,
        /** Its process is gone though nobody stopped it. */
        DIED,
        /** It was stopped, or never started. */
        STOPPED
    }

    /** Whether every part is ready. */
    public static boolean allReady(List<PartState> states) {
        return states.stream().allMatch(state -> state.condition() == Condition.READY);
    }
}
