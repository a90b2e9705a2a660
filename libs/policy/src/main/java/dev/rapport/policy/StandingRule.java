package dev.rapport.policy;

import dev.rapport.events.Fulfilment;
import dev.rapport.policy.binding.Checks;
import org.jspecify.annotations.Nullable;

/** SCO-03: what follows from closes. */
public sealed interface StandingRule {

    /** What answers and alerts call it. */
    String name();

    /**
     * A line crossed at so many consecutive closes.
     *
     * @param name of the rule
     * @param period which closes
     * @param metric which metric; null for the score itself
     * @param below crossed when under this; exactly one of below and above is given
     * @param above crossed when over this
     * @param closes so many crossing closes in a row set it; closes without a value neither count nor break a run
     * @param liftCloses so many closes in a row that do not cross lift it
     * @param fulfilment only for sellers that ship this way; null for all
     * @param searchRank what it does to the search rank, −0.2 is a fifth less; null for nothing
     */
    record Closes(
            String name,
            Period period,
            @Nullable Metric metric,
            @Nullable Double below,
            @Nullable Double above,
            int closes,
            int liftCloses,
            @Nullable Fulfilment fulfilment,
            @Nullable Double searchRank)
            implements StandingRule {
        public Closes {
            new Checks()
                    .that("name", name.matches("[a-z][a-z0-9-]*"), "must be lower-case letters, digits and dashes")
                    .that("below", (below == null) != (above == null), "or above must be given, not both")
                    .positive("closes", closes)
                    .positive("liftCloses", liftCloses)
                    .between("searchRank", searchRank, -1, 1)
                    .verify();
        }

        /** Whether {@code value} is past the line. */
        public boolean crossed(double value) {
            return below != null ? value < below : above != null && value > above;
        }
    }

    /**
     * Another rule set so many times.
     *
     * @param name of the rule
     * @param of the other rule's name
     * @param times so often
     */
    record Repetition(String name, String of, int times) implements StandingRule {
        public Repetition {
            new Checks()
                    .that("name", name.matches("[a-z][a-z0-9-]*"), "must be lower-case letters, digits and dashes")
                    .positive("times", times)
                    .verify();
        }
    }

    /** Which closes a rule reads. */
    enum Period {
        /** The last instant of each local day, over the pack's default window. */
        DAILY(0),
        /** The last instant of each local Sunday, over 168 h. */
        WEEKLY(168);

        private final int windowHours;

        Period(int windowHours) {
            this.windowHours = windowHours;
        }

        /** The window of its closes in hours, given the score's default window. */
        public int windowHours(Score score) {
            return windowHours == 0 ? score.defaultWindow() : windowHours;
        }
    }
}
