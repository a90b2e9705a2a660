package dev.rapport.message.channel.model;

import dev.rapport.policy.Delivery;

/**
 * MSG-15: what connectors reported of a channel lately.
 *
 * @param all of them
 * @param failures those of failed attempts (5xx); a refusal is the marketplace's answer and no failure
 */
public record Receipts(long all, long failures) {

    /** A channel is well again only so much of the way back from the line, so that a share that trembles on it raises one alert. */
    private static final double BACK = 0.1;

    public double share() {
        return all == 0 ? 0 : (double) failures / all;
    }

    /**
     * Whether the channel is degraded now.
     *
     * @param before whether it was
     */
    public boolean degraded(Delivery rules, boolean before) {
        return before
                ? share() > rules.degradedAbove() * (1 - BACK)
                : all >= rules.degradedAtLeast() && share() > rules.degradedAbove();
    }
}
