package dev.rapport.events;

import static dev.rapport.events.TextForm.LABEL;

import java.time.Instant;
import java.util.List;

/** SCO-03: what the marketplace holds against a seller at present; empty when all is well. */
public record Standing(@Defaulted List<Measure> measures) {
    public Standing {
        RecordShape.check(Standing.class, measures);
        measures = List.copyOf(measures);
    }

    /**
     * One consequence in force.
     *
     * @param name of the pack's standing rule
     * @param since the daily close that brought it
     */
    public record Measure(@Text(LABEL) String name, Instant since) {
        public Measure {
            RecordShape.check(Measure.class, name, since);
        }
    }
}
