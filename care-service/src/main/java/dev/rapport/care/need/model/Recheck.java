package dev.rapport.care.need.model;

import dev.rapport.events.SuppressionReason;
import dev.rapport.policy.Care;
import java.time.Instant;
import java.util.Optional;

/** CARE-05: what stands against a need before the cap and the text are looked at, in the rulebook's order. */
public final class Recheck {

    private Recheck() {}

    /**
     * How things stand.
     *
     * @param duplicate the buyer is or will be told of the same thing by another rule
     * @param ruleOn its rule is there and on
     * @param eligible CARE-04
     * @param stillTrue what asked for it still holds
     */
    public record Circumstances(boolean duplicate, boolean ruleOn, boolean eligible, boolean stillTrue) {

        /** Of what a person wrote: only a freeze stands against it. */
        public static Circumstances ofManual(boolean frozen) {
            return new Circumstances(false, true, !frozen, true);
        }
    }

    /** The first reason that holds; empty when none does. */
    public static Optional<SuppressionReason> obstacle(Need need, Circumstances things, Care care, Instant now) {
        if (things.duplicate) {
            return Optional.of(SuppressionReason.DUPLICATE);
        }
        if (need.neededAt().isBefore(now.minus(care.expireAfter()))) {
            return Optional.of(SuppressionReason.EXPIRED);
        }
        if (!things.ruleOn) {
            return Optional.of(SuppressionReason.RULE_OFF);
        }
        if (!things.eligible) {
            return Optional.of(SuppressionReason.NOT_ELIGIBLE);
        }
        return things.stillTrue ? Optional.empty() : Optional.of(SuppressionReason.NO_LONGER_TRUE);
    }
}
