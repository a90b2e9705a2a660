package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;

/**
 * Numbers behind what is shown to an agent and never blocks.
 *
 * @param promiseCost MSG-16: what a broken promise can cost, as a share of the order
 * @param recommendationShare MSG-21: a recommended product above this share of the order's price is advised against
 * @param slightDifferenceDeltaE MSG-22: a colour difference up to this is slight
 */
public record Advice(double promiseCost, double recommendationShare, double slightDifferenceDeltaE) {
    public Advice {
        new Checks()
                .notNegative("promiseCost", promiseCost)
                .rate("recommendationShare", recommendationShare)
                .notNegative("slightDifferenceDeltaE", slightDifferenceDeltaE)
                .verify();
    }
}
