package dev.rapport.care.rule.model;

import dev.rapport.policy.Care;
import dev.rapport.policy.CareTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * CARE-01: one rule of a seller.
 *
 * @param name for people
 * @param delay from the cause to the need; null for the pack's
 * @param template what is sent, with variables (MSG-08)
 * @param quietHours in the buyer's zone; null for the pack's
 * @param on whether needs are made
 * @param since since when it is on and looks for what it looks for: what lapsed before is the past
 * @param version as in its entity tag
 */
public record CareRule(
        String sellerId,
        String ruleId,
        String name,
        CareTrigger trigger,
        @Nullable Duration delay,
        Audience audience,
        String template,
        Channel channel,
        @Nullable QuietHours quietHours,
        boolean on,
        Instant since,
        Instant createdAt,
        long version) {

    /** From the cause to the need under these numbers. */
    public Duration delay(Care care) {
        return delay != null ? delay : Objects.requireNonNull(care.triggers().get(trigger), "a pack has all triggers");
    }

    /** When the buyer is left alone under these numbers. */
    public QuietHours quietHours(Care care) {
        return quietHours != null ? quietHours : new QuietHours(care.quietFrom(), care.quietTo());
    }

    /** This rule rewritten as {@code next}; it begins anew only where it now looks for something else. */
    public CareRule rewritten(CareRule next, Instant now) {
        boolean same = on == next.on
                && trigger == next.trigger
                && Objects.equals(delay, next.delay)
                && audience.equals(next.audience);
        return new CareRule(
                sellerId,
                ruleId,
                next.name,
                next.trigger,
                next.delay,
                next.audience,
                next.template,
                next.channel,
                next.quietHours,
                next.on,
                same ? since : now,
                createdAt,
                version + 1);
    }
}
