package dev.rapport.care.score;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What this service knows of a seller's score.
 *
 * @param score 0–100; null while there is none
 * @param frozenUntil MSG-11: sending is frozen until then; null when it is not
 */
public record KnownScore(@Nullable Double score, @Nullable Instant frozenUntil) {

    /** Of a seller of whom no score has come. */
    public static final KnownScore NONE = new KnownScore(null, null);

    /** Is sending frozen at {@code now}? */
    public boolean frozen(Instant now) {
        return frozenUntil != null && now.isBefore(frozenUntil);
    }
}
