package dev.rapport.local.suite;

import dev.rapport.local.process.LearnedStart;
import java.time.Duration;
import java.util.List;

/** One orderly stop. */
final class SuiteStop {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration RECORDING_PATIENCE = Duration.ofSeconds(45);

    private final Progress progress;

    SuiteStop(Progress progress) {
        this.progress = progress;
    }

    /** Stops parts side by side; what a crash left of one that is gone is cleared away. */
    void stop(List<? extends Part> parts) {
        SuiteStart.sideBySide(
                parts.stream().map(part -> (Runnable) () -> stop(part)).toList());
    }

    void stop(Part part) {
        LearnedStart learned = part.learned();
        boolean recording = learned != null && learned.recording();
        boolean ran = part.process().running().isPresent();
        boolean byItself = part.process().stop(recording ? RECORDING_PATIENCE : PATIENCE);
        if (ran) {
            progress.report(part.name() + (byItself ? " stopped" : " did not stop and was killed"));
        }
        if (learned != null && recording && !(ran && byItself)) {
            learned.discard();
        }
    }

    /** Makes caches of what the stopped parts recorded, if they did. */
    void keepLearned(List<Part> parts) {
        List<Part> recorded = parts.stream()
                .filter(part -> part.learned() instanceof LearnedStart start && start.recording())
                .toList();
        if (!recorded.isEmpty()) {
            progress.report("keeping what was learned, for quicker starts (once after a build)");
            SuiteStart.sideBySide(
                    recorded.stream().map(part -> (Runnable) part::keepLearned).toList());
        }
    }
}
