package dev.rapport.score.forecast;

import dev.rapport.score.card.Inquiries.Inquiry;
import dev.rapport.score.engine.Forecast;
import dev.rapport.score.engine.Window;
import dev.rapport.score.freshness.Freshness;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code GET …/score/forecast}.
 *
 * @param hours how far it reaches
 * @param score the score now; null with insufficient data
 * @param open what can still be missed, by metric
 * @param points one for each hour from now on
 * @param thresholds in the order of the pack
 */
record ForecastAnswer(
        String sellerId,
        Instant asOf,
        int windowHours,
        String pack,
        int hours,
        @Nullable BigDecimal score,
        Map<String, Long> open,
        List<Point> points,
        List<Threshold> thresholds,
        Freshness freshness) {

    /**
     * @param noneAnswered the score when nothing that is open gets done
     * @param allAnswered the score when all of it is done in time
     */
    record Point(
            int hours,
            Instant at,
            @Nullable BigDecimal noneAnswered,
            @Nullable BigDecimal allAnswered) {}

    /**
     * @param metric null: the score itself
     * @param crossedWhen {@code below} or {@code above} the line
     * @param noneAnswered the first hour at which {@code crossed} is no longer so; null for never
     */
    record Threshold(
            String name,
            @Nullable String metric,
            double line,
            String crossedWhen,
            boolean crossed,
            @Nullable Moment noneAnswered,
            @Nullable Moment allAnswered) {}

    /** So many hours ahead. */
    record Moment(int hours, Instant at) {}

    static ForecastAnswer of(Inquiry inquiry, Window window, Forecast forecast) {
        Map<String, Long> open = new TreeMap<>();
        forecast.open().forEach((metric, count) -> open.put(metric.wireName(), count));
        Instant now = inquiry.asOf();
        return new ForecastAnswer(
                inquiry.seller(),
                now,
                window.length(),
                inquiry.rules().pack(),
                forecast.points().size() - 1,
                rounded(forecast.points().getFirst().noneDone()),
                open,
                forecast.points().stream()
                        .map(point -> new Point(
                                point.hours(),
                                at(now, point.hours()),
                                rounded(point.noneDone()),
                                rounded(point.allDone())))
                        .toList(),
                forecast.crossings().stream()
                        .map(crossing -> threshold(crossing, now))
                        .toList(),
                inquiry.freshness());
    }

    private static Threshold threshold(Forecast.Crossing crossing, Instant now) {
        Forecast.Threshold of = crossing.threshold();
        return new Threshold(
                of.name(),
                of.metric() == null ? null : of.metric().wireName(),
                of.line(),
                of.below() ? "below" : "above",
                crossing.crossedNow(),
                moment(crossing.noneDone(), now),
                moment(crossing.allDone(), now));
    }

    private static @Nullable Moment moment(@Nullable Integer hours, Instant now) {
        return hours == null ? null : new Moment(hours, at(now, hours));
    }

    private static Instant at(Instant now, int hours) {
        return now.plus(Duration.ofHours(hours));
    }

    private static @Nullable BigDecimal rounded(@Nullable Double points) {
        return points == null ? null : BigDecimal.valueOf(points).setScale(2, RoundingMode.HALF_UP);
    }
}
