package dev.rapport.events;

import static dev.rapport.events.TextForm.ID;
import static dev.rapport.events.TextForm.LABEL;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The present score, standing and prices of a seller on {@code rapport.scores}, compacted. */
public sealed interface ScoreEvent extends RapportEvent {

    /** SCO-02: the score 0 to 100 at {@code asOf} (none with insufficient data), and per metric the points one more miss costs (SCO-07). */
    record ScoreChanged(
            @Text(ID) String sellerId,
            @Range(min = 0, max = 100) @Nullable Double score,
            ScoreStatus status,
            Standing standing,
            Map<@Text(LABEL) String, Double> prices,
            @Nullable Instant frozenUntil,
            Instant asOf)
            implements ScoreEvent {
        public ScoreChanged {
            RecordShape.check(ScoreChanged.class, sellerId, score, status, standing, prices, frozenUntil, asOf);
            prices = Collections.unmodifiableSortedMap(new TreeMap<>(prices));
        }
    }
}
