package dev.rapport.policy;

import dev.rapport.events.WireNamed;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of the score arithmetic: what each is made of. Its numbers are the pack's ({@link MetricRule}).
 *
 * <p>A rate is {@code met / total} over counters; a mean is a sum over a count; a quantile is read off a distribution.
 */
public enum Metric implements WireNamed {
    ANSWER_RATE_24H("turns_answered_24h", "turns_opened", Form.DEADLINE_RATE, Better.HIGHER),
    CONSULT_RESPONSE_RATE("turns_responded_24h.pre_sale", "turns_opened.pre_sale", Form.DEADLINE_RATE, Better.HIGHER),
    ON_TIME_RESPONSE_RATE("turns_on_time", "turns_timed", Form.DEADLINE_RATE, Better.HIGHER),
    FOLLOWUP_RATE("followups_met", "followups_due", Form.DEADLINE_RATE, Better.HIGHER),
    REVIEW_REPLY_RATE_48H("reviews_replied_48h", "reviews_posted", Form.DEADLINE_RATE, Better.HIGHER),
    CARE_COVERAGE("care_met_24h", "care_needed", Form.DEADLINE_RATE, Better.HIGHER),
    LOW_QUALITY_RATE("messages_flagged", "messages_sent", Form.RATE, Better.LOWER),
    DISPUTE_RATE("disputes_opened", "orders_placed", Form.RATE, Better.LOWER),
    /** In seconds; {@code met} is the sum, {@code total} the count. */
    FIRST_RESPONSE_AVERAGE("first_response_seconds", "first_response_count", Form.MEAN, Better.LOWER),
    /** In seconds, of the distribution of {@code first_response_seconds}. */
    FIRST_RESPONSE_P50("first_response_seconds", "first_response_count", Form.MEDIAN, Better.LOWER),
    /** In seconds, of the distribution of {@code first_response_seconds}. */
    FIRST_RESPONSE_P90("first_response_seconds", "first_response_count", Form.NINETIETH, Better.LOWER),
    STAGE_RATE_APOLOGY("stage_met.apology", "reviews_staged", Form.DEADLINE_RATE, Better.HIGHER),
    STAGE_RATE_EVIDENCE("stage_met.evidence", "reviews_staged", Form.DEADLINE_RATE, Better.HIGHER),
    STAGE_RATE_INVITATION("stage_met.invitation", "reviews_staged", Form.DEADLINE_RATE, Better.HIGHER),
    REVIEW_IMPROVEMENT_RATE("reviews_improved", "reviews_invited", Form.RATE, Better.HIGHER),
    DELIVERY_FAILURE_RATE("deliveries_failed", "deliveries", Form.RATE, Better.LOWER),
    /** 1 to 5; {@code met} is the sum of stars. */
    STARS_AVERAGE("stars_sum", "reviews_posted", Form.MEAN, Better.HIGHER);

    /** How a metric follows from its counters. */
    public enum Form {
        /** {@code met / total} of what has matured, plus what is met already. */
        DEADLINE_RATE,
        /** {@code met / total} over all hours. */
        RATE,
        /** Sum over count. */
        MEAN,
        /** The 0.5 quantile. */
        MEDIAN,
        /** The 0.9 quantile. */
        NINETIETH
    }

    /** Which way is good. */
    public enum Better {
        HIGHER,
        LOWER
    }

    private final String met;
    private final String total;
    private final Form form;
    private final Better better;

    Metric(String met, String total, Form form, Better better) {
        this.met = met;
        this.total = total;
        this.form = form;
        this.better = better;
    }

    /** The metric of that name in answers and packs; null for none. */
    public static @Nullable Metric named(String wireName) {
        return Arrays.stream(values())
                .filter(metric -> metric.wireName().equals(wireName))
                .findFirst()
                .orElse(null);
    }

    /** The metrics that take a component of the score: all rates. */
    public static List<Metric> rates() {
        return Arrays.stream(values()).filter(Metric::isRate).toList();
    }

    @Override
    public String wireName() {
        String name = name().toLowerCase(Locale.ROOT);
        return name.startsWith("stage_rate_") ? "stage_rate." + name.substring("stage_rate_".length()) : name;
    }

    /** The counter above the line, with its dotted suffix. */
    public String met() {
        return met;
    }

    /** The counter below the line. */
    public String total() {
        return total;
    }

    /** How it follows from them. */
    public Form form() {
        return form;
    }

    /** Which way is good. */
    public Better better() {
        return better;
    }

    /** Whether what it counts has a deadline, so that hours must mature. */
    public boolean hasDeadline() {
        return form == Form.DEADLINE_RATE;
    }

    /** Whether it is a share between 0 and 1 (a rate above 1, by more disputes than orders, is possible). */
    public boolean isRate() {
        return form == Form.DEADLINE_RATE || form == Form.RATE;
    }
}
