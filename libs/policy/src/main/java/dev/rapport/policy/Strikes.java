package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * MSG-11: strikes and the freeze.
 *
 * @param attemptsStrike whether a refused attempt is a strike; else only what the marketplace reports
 * @param freezeAt so many unspent strikes freeze sending, and are spent by it
 * @param freezeFor for how long, from the last of them
 * @param expireAfter a strike older than this no longer counts; null: they do not expire
 */
public record Strikes(
        boolean attemptsStrike,
        int freezeAt,
        Duration freezeFor,
        @Nullable Duration expireAfter) {
    public Strikes {
        new Checks()
                .positive("freezeAt", freezeAt)
                .positive("freezeFor", freezeFor)
                .positive("expireAfter", expireAfter)
                .verify();
    }
}
