package dev.rapport.care.need.model;

import dev.rapport.care.rule.model.Channel;
import dev.rapport.policy.Care;
import dev.rapport.policy.CareTrigger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What asks for a care message, and to whom it would go.
 *
 * @param needId follows from seller, rule, order and cause: derived twice it is the same
 * @param careMessageId of the message, and of its dispatch
 * @param ruleId whose need it is; null for a manual message
 * @param agentId who wrote a manual message; null for a rule's
 * @param trigger null for a manual message
 * @param causeAt when what it is about began
 * @param pack label of the pack version it is judged by
 */
public record Need(
        String sellerId,
        String needId,
        String careMessageId,
        @Nullable String ruleId,
        @Nullable String agentId,
        @Nullable CareTrigger trigger,
        String orderId,
        String buyerId,
        Channel channel,
        Instant causeAt,
        Instant neededAt,
        String pack) {

    /** The trigger's name of what a person writes. */
    public static final String MANUAL = "MANUAL";

    /** As it stands in facts and answers. */
    public String triggerName() {
        return trigger == null ? MANUAL : trigger.name();
    }

    /** CARE-02: the lower is the more valuable; what a person wants to say comes first. */
    public int rank(Care care) {
        return trigger == null ? -1 : care.rank(trigger);
    }

    /** Do both speak of the same thing that happened to the same order? */
    public boolean isAboutTheSameAs(Need other) {
        return sellerId.equals(other.sellerId)
                && orderId.equals(other.orderId)
                && trigger != null
                && trigger == other.trigger
                && causeAt.equals(other.causeAt);
    }
}
