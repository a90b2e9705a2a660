package dev.rapport.message.price.model;

import dev.rapport.policy.Metric;
import java.util.EnumSet;
import java.util.Set;

/** A way in which a turn can be missed: one metric counts it then. The order is that of the bits in the database: not to be changed. */
public enum Miss {
    /** No human answer within 24 h. */
    ANSWER(Metric.ANSWER_RATE_24H),
    /** No response within the first-response clock. */
    ON_TIME(Metric.ON_TIME_RESPONSE_RATE),
    /** No response to a question before the sale within 24 h. */
    CONSULT(Metric.CONSULT_RESPONSE_RATE),
    /** No human within the follow-up clock. */
    FOLLOW_UP(Metric.FOLLOWUP_RATE);

    private final Metric metric;

    Miss(Metric metric) {
        this.metric = metric;
    }

    /** What counts it. */
    public Metric metric() {
        return metric;
    }

    /** Its bit. */
    public int bit() {
        return 1 << ordinal();
    }

    /** Those of a number. */
    public static Set<Miss> of(int bits) {
        Set<Miss> misses = EnumSet.allOf(Miss.class);
        misses.removeIf(miss -> (bits & miss.bit()) == 0);
        return misses;
    }

    /** Several in one number. */
    public static int bits(Set<Miss> misses) {
        return misses.stream().mapToInt(Miss::bit).sum();
    }
}
