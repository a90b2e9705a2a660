package dev.rapport.message.price.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * SCO-07: what one more miss costs a seller, in points of the score.
 *
 * @param points of each way to miss; 0 where the metric takes no part in the score
 */
public record Prices(Map<Miss, BigDecimal> points) {

    /** Digits behind the point, as the database keeps them. */
    private static final int SCALE = 6;

    public Prices {
        points = Collections.unmodifiableMap(new EnumMap<>(points));
    }

    /** Prices by the names of metrics; no price is below 0. */
    public static Prices of(Map<String, Double> byMetric) {
        var points = new EnumMap<Miss, BigDecimal>(Miss.class);
        for (Miss miss : Miss.values()) {
            double price = byMetric.getOrDefault(miss.metric().wireName(), 0.0);
            points.put(miss, BigDecimal.valueOf(Math.max(0, price)).setScale(SCALE, RoundingMode.HALF_UP));
        }
        return new Prices(points);
    }

    /** Of one. */
    public BigDecimal of(Miss miss) {
        return Objects.requireNonNullElse(points.get(miss), BigDecimal.ZERO);
    }

    /** Of all of these together. */
    public BigDecimal of(Set<Miss> misses) {
        BigDecimal sum = misses.stream().map(this::of).reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.signum() == 0 ? BigDecimal.ZERO : sum.stripTrailingZeros();
    }
}
