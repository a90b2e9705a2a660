package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * MSG-12: what makes a sent message one of low quality. {@code EMPTY} is a matter of phrases, not of numbers, and
 * {@code UNATTENDED_AUTO_REPLY} is {@link AutoReplies#unattendedAfter()}.
 *
 * @param repeatedMoreThan {@code REPEATED}: the same text more often than this to one buyer …
 * @param repeatedWithin … within this long
 * @param overTemplated {@code OVER_TEMPLATED}; null where the marketplace does not know it
 */
public record LowQuality(
        int repeatedMoreThan,
        Duration repeatedWithin,
        @Nullable OverTemplated overTemplated) {

    /**
     * A human message with nothing of this case in it and all but equal to others.
     *
     * @param similarity from this on
     * @param among so many last messages to other buyers
     */
    public record OverTemplated(double similarity, int among) {
        public OverTemplated {
            new Checks().rate("similarity", similarity).positive("among", among).verify();
        }
    }

    public LowQuality {
        new Checks()
                .positive("repeatedMoreThan", repeatedMoreThan)
                .positive("repeatedWithin", repeatedWithin)
                .verify();
    }
}
