package dev.rapport.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * The tables of the score arithmetic, written down once more.
 *
 * @param rates metrics that are a share of something
 * @param curves the components of the score in the pack's order
 */
record Tables(List<Rate> rates, List<Curve> curves) {
    static final int NO_DEADLINE = -1;
    static final double NONE = Double.NaN;
    static final int MIN_SAMPLE = 5;
    static final double POINTS_PER_VIOLATION = 0.5;

    /** A rate: hours until an item of the total is settled, the red line and the target (NaN where there is none). */
    record Rate(String name, String met, String total, int deadlineHours, double redLine, double target) {
        /** Rates one wants low have their target under their red line. */
        boolean lowIsGood() {
            return name.equals("low_quality_rate")
                    || name.equals("dispute_rate")
                    || name.equals("delivery_failure_rate");
        }
    }

    record Curve(String component, int weight, String metric, double... points) {
        /** Linear between its points (metric, value, metric, value …), flat outside them. */
        double at(double x) {
            if (x <= points[0]) {
                return points[1];
            }
            for (int i = 2; i < points.length; i += 2) {
                if (x <= points[i]) {
                    double share = (x - points[i - 2]) / (points[i] - points[i - 2]);
                    return points[i - 1] + share * (points[i + 1] - points[i - 1]);
                }
            }
            return points[points.length - 1];
        }
    }

    /**
     * The tables of a pack.
     *
     * @param pack {@code aliexpress} or {@code amazon}
     */
    static Tables of(String pack) {
        return switch (pack) {
            case "aliexpress" -> ALIEXPRESS;
            case "amazon" -> AMAZON;
            default -> throw new IllegalArgumentException("the rulebook has no pack " + pack);
        };
    }

    private static final Tables ALIEXPRESS = new Tables(
            rates(0.95),
            List.of(
                    new Curve("answering", 20, "answer_rate_24h", 0.70, 0, 0.90, 60, 0.95, 80, 0.98, 100),
                    new Curve("promptness", 10, "on_time_response_rate", 0.50, 0, 0.80, 60, 0.95, 100),
                    new Curve("quality", 30, "low_quality_rate", 0, 100, 0.02, 80, 0.05, 60, 0.10, 0),
                    new Curve("reviews", 20, "review_reply_rate_48h", 0.50, 0, 0.90, 80, 0.95, 100),
                    new Curve("disputes", 15, "dispute_rate", 0, 100, 0.012, 80, 0.03, 40, 0.06, 0),
                    new Curve("care", 5, "care_coverage", 0, 0, 0.80, 80, 0.95, 100)));

    private static final Tables AMAZON = new Tables(
            rates(0.90),
            List.of(
                    new Curve("answering", 60, "answer_rate_24h", 0.50, 0, 0.90, 80, 1, 100),
                    new Curve("quality", 20, "low_quality_rate", 0, 100, 0.02, 80, 0.05, 60, 0.10, 0),
                    new Curve("disputes", 20, "dispute_rate", 0, 100, 0.012, 80, 0.03, 40, 0.06, 0)));

    /** The packs differ in one line alone: how many answers within a day are too few. */
    private static List<Rate> rates(double answersRed) {
        List<Rate> rates = new ArrayList<>(List.of(
                new Rate("answer_rate_24h", "turns_answered_24h", "turns_opened", 24, answersRed, 0.98),
                new Rate(
                        "consult_response_rate",
                        "turns_responded_24h.pre_sale",
                        "turns_opened.pre_sale",
                        24,
                        0.95,
                        0.95),
                new Rate("on_time_response_rate", "turns_on_time", "turns_timed", 24, 0.80, 0.95),
                new Rate("followup_rate", "followups_met", "followups_due", 2, 0.90, 1.0),
                new Rate("review_reply_rate_48h", "reviews_replied_48h", "reviews_posted", 48, 0.90, 0.923),
                new Rate("care_coverage", "care_met_24h", "care_needed", 24, NONE, 0.95),
                new Rate("low_quality_rate", "messages_flagged", "messages_sent", NO_DEADLINE, 0.05, 0),
                new Rate("dispute_rate", "disputes_opened", "orders_placed", NO_DEADLINE, 0.012, 0),
                new Rate("review_improvement_rate", "reviews_improved", "reviews_invited", NO_DEADLINE, 0.291, 0.635),
                new Rate("delivery_failure_rate", "deliveries_failed", "deliveries", NO_DEADLINE, 0.10, NONE)));
        rates.add(new Rate("stage_rate.apology", "stage_met.apology", "reviews_staged", 3, NONE, 0.95));
        rates.add(new Rate("stage_rate.evidence", "stage_met.evidence", "reviews_staged", 24, NONE, 0.95));
        rates.add(new Rate("stage_rate.invitation", "stage_met.invitation", "reviews_staged", 168, NONE, 0.95));
        return rates;
    }

    static String state(double value, boolean lowIsGood, double redLine, double target) {
        double sign = lowIsGood ? -1 : 1;
        if (!Double.isNaN(redLine) && sign * value < sign * redLine) {
            return "red";
        }
        if (Double.isNaN(target) || sign * value >= sign * target) {
            return "ok";
        }
        return "warn";
    }
}
