package dev.rapport.local.suite;

import dev.rapport.local.process.LearnedStart;
import dev.rapport.local.process.ManagedProcess;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One process of the suite, whatever it is. */
interface Part {
    /** What a user calls it. */
    default String name() {
        return process().name();
    }

    /** Its process. */
    ManagedProcess process();

    /** Starts it and returns at once; does nothing when it runs. */
    void launch();

    /** Whether it serves now. */
    boolean ready();

    /** Whether it runs and has to be started again all the same. */
    default boolean outdated() {
        return false;
    }

    /** What it learned for quicker starts; null when it learns nothing. */
    default @Nullable LearnedStart learned() {
        return null;
    }

    /** After an orderly stop: keeps what its last run learned, if it recorded. Takes some seconds of work. */
    default void keepLearned() {}

    /** Where it listens. */
    List<PortPlan.Use> ports();
}
