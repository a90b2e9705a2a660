package dev.rapport.score.engine;

import dev.rapport.score.engine.Formula.Percentile;
import dev.rapport.score.engine.Formula.Rate;
import dev.rapport.score.engine.Formula.Share;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rolling metrics (SCO-01), under the names packs and answers use. */
public enum Metric {
    ANSWER_RATE_24H("answer_rate_24h", new Rate(Counter.TURNS_ANSWERED_24H, Counter.TURNS_OPENED, 24), true),
    CONSULT_RESPONSE_RATE(
            "consult_response_rate",
            new Rate(Counter.TURNS_RESPONDED_24H_PRE_SALE, Counter.TURNS_OPENED_PRE_SALE, 24),
            true),
    ON_TIME_RESPONSE_RATE("on_time_response_rate", new Rate(Counter.TURNS_ON_TIME, Counter.TURNS_TIMED, 24), true),
    FOLLOWUP_RATE("followup_rate", new Rate(Counter.FOLLOWUPS_MET, Counter.FOLLOWUPS_DUE, 2), true),
    REVIEW_REPLY_RATE_48H(
            "review_reply_rate_48h", new Rate(Counter.REVIEWS_REPLIED_48H, Counter.REVIEWS_POSTED, 48), true),
    CARE_COVERAGE("care_coverage", new Rate(Counter.CARE_MET_24H, Counter.CARE_NEEDED, 24), true),
    /** A miss is one more message, and it is flagged. */
    LOW_QUALITY_RATE(
            "low_quality_rate",
            new Share(
                    Counter.MESSAGES_FLAGGED,
                    Counter.MESSAGES_SENT,
                    Map.of(Counter.MESSAGES_FLAGGED, 1L, Counter.MESSAGES_SENT, 1L)),
            false),
    /** A miss is one more dispute about an order already placed. */
    DISPUTE_RATE(
            "dispute_rate",
            new Share(Counter.DISPUTES_OPENED, Counter.ORDERS_PLACED, Map.of(Counter.DISPUTES_OPENED, 1L)),
            false),
    FIRST_RESPONSE_AVERAGE(
            "first_response_average",
            new Share(Counter.FIRST_RESPONSE_SECONDS, Counter.FIRST_RESPONSE_COUNT, Map.of()),
            false),
    FIRST_RESPONSE_P50(
            "first_response_p50",
            new Percentile(Distribution.FIRST_RESPONSE, Counter.FIRST_RESPONSE_COUNT, 50),
            false),
    FIRST_RESPONSE_P90(
            "first_response_p90",
            new Percentile(Distribution.FIRST_RESPONSE, Counter.FIRST_RESPONSE_COUNT, 90),
            false),
    STAGE_RATE_APOLOGY("stage_rate.apology", new Rate(Counter.STAGE_MET_APOLOGY, Counter.REVIEWS_STAGED, 3), true),
    STAGE_RATE_EVIDENCE("stage_rate.evidence", new Rate(Counter.STAGE_MET_EVIDENCE, Counter.REVIEWS_STAGED, 24), true),
    STAGE_RATE_INVITATION(
            "stage_rate.invitation", new Rate(Counter.STAGE_MET_INVITATION, Counter.REVIEWS_STAGED, 168), true),
    /** A miss is one more invitation that improved nothing. */
    REVIEW_IMPROVEMENT_RATE(
            "review_improvement_rate",
            new Share(Counter.REVIEWS_IMPROVED, Counter.REVIEWS_INVITED, Map.of(Counter.REVIEWS_INVITED, 1L)),
            true),
    /** A miss is one more delivery, and it fails. */
    DELIVERY_FAILURE_RATE(
            "delivery_failure_rate",
            new Share(
                    Counter.DELIVERIES_FAILED,
                    Counter.DELIVERIES,
                    Map.of(Counter.DELIVERIES_FAILED, 1L, Counter.DELIVERIES, 1L)),
            false),
    STARS_AVERAGE("stars_average", new Share(Counter.STARS_SUM, Counter.REVIEWS_POSTED, Map.of()), true);

    private static final List<Metric> ALL = List.of(values());

    private final String wireName;
    private final Formula formula;
    private final boolean higherIsBetter;

    Metric(String wireName, Formula formula, boolean higherIsBetter) {
        this.wireName = wireName;
        this.formula = formula;
        this.higherIsBetter = higherIsBetter;
    }

    /** All metrics, in the order answers list them. */
    public static List<Metric> all() {
        return ALL;
    }

    /** The metric of a name, empty when there is none. */
    public static Optional<Metric> named(String wireName) {
        return Arrays.stream(values())
                .filter(metric -> metric.wireName.equals(wireName))
                .findFirst();
    }

    /** The name in packs and answers. */
    public String wireName() {
        return wireName;
    }

    /** Whether a greater value is the better one. */
    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    Optional<Formula.Reading> read(WindowSums sums) {
        return formula.read(sums);
    }

    Map<Counter, Long> miss() {
        return formula.miss();
    }
}
