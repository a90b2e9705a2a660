package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;

/**
 * One component of the score.
 *
 * @param name what answers call it
 * @param weight against the others; they need not add up to 100
 * @param source who says so; shown wherever weight and curve are shown
 * @param metric what it looks at
 * @param curve what that is worth, 0 to 100
 */
public record ScoreComponent(String name, double weight, Source source, Metric metric, Curve curve) {

    /** Where weight and curve come from. */
    public enum Source {
        /** The marketplace publishes the weight; the curve is still the suite's own. */
        MARKETPLACE,
        /** The suite's own default. */
        SUITE
    }

    public ScoreComponent {
        new Checks()
                .that("name", name.matches("[a-z][a-z0-9-]*"), "must be lower-case letters, digits and dashes")
                .positive("weight", weight)
                .that("metric", metric.isRate(), "must be a rate")
                .that(
                        "curve",
                        curve.points().stream().allMatch(p -> p.y() >= 0 && p.y() <= 100),
                        "must stay in 0 to 100")
                .that(
                        "curve",
                        curve.points().stream().allMatch(p -> p.x() >= 0 && p.x() <= 1),
                        "must be over rates, 0 to 1")
                .verify();
    }
}
