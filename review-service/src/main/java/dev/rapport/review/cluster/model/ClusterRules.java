package dev.rapport.review.cluster.model;

import dev.rapport.policy.Clusters;
import dev.rapport.review.cluster.model.Condition.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * REV-07, REV-08: what holds. An alert is raised past its line and resolved only half-way back from it (hysteresis): counts in a sliding
 * window tremble by one with every case that leaves it.
 */
public final class ClusterRules {
    /** REV-07: clusters. */
    public static final String CLUSTER = "REV-07";

    /** REV-08: compensation that does not come back. */
    public static final String RETURN = "REV-08";

    private ClusterRules() {}

    /**
     * All conditions there are figures for. A country's rise is looked at from as many disputes on as make a cluster of a product, a burst
     * from as many reviews on as times their rate: one case more is no trend.
     *
     * @param returnBelow REV-08
     */
    public static List<Condition> judge(Figures figures, Clusters pack, double returnBelow) {
        List<Condition> conditions = new ArrayList<>();
        new TreeMap<>(figures.products())
                .forEach((product, count) -> conditions.add(new Condition(
                        CLUSTER,
                        "product:" + product,
                        above(count, pack.productCount()),
                        (double) count,
                        pack.productCount())));
        new TreeMap<>(figures.countries()).forEach((country, counts) -> {
            Double rise = counts.rise();
            if (rise != null) {
                boolean enough = counts.disputes() >= pack.productCount();
                Verdict verdict = above(rise, pack.countryRise());
                conditions.add(new Condition(
                        CLUSTER,
                        "country:" + country,
                        verdict == Verdict.HOLDS && !enough ? Verdict.NEAR : verdict,
                        rise,
                        pack.countryRise()));
            }
        });
        double burst = Math.max(figures.usualPerHour() * pack.burstTimes(), pack.burstTimes());
        conditions.add(
                new Condition(CLUSTER, "burst", above(figures.lastHour(), burst), (double) figures.lastHour(), burst));
        Double returned = figures.returned();
        if (returned != null) {
            Verdict verdict = returned < returnBelow ? Verdict.HOLDS : Verdict.OVER;
            conditions.add(new Condition(RETURN, "return-on-compensation", verdict, returned, returnBelow));
        }
        return conditions;
    }

    private static Verdict above(double value, double line) {
        return value >= line ? Verdict.HOLDS : value > line / 2 ? Verdict.NEAR : Verdict.OVER;
    }
}
