package dev.rapport.score.engine;

import dev.rapport.policy.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a score when nothing new comes (SCO-05): hours roll out of the window, and what is still open becomes mature, hour
 * by hour. On one line none of it is done, on the other all of it is done in time.
 *
 * @param open what is still open, by the metric it can be missed for
 * @param points from now ({@code hours} 0, the score itself on both lines) to the last hour asked for
 * @param crossings of the thresholds asked about, in their order
 */
public record Forecast(Map<Metric, Long> open, List<Point> points, List<Crossing> crossings) {

    /**
     * Both lines at one hour; null without a score.
     *
     * @param hours from now
     */
    public record Point(
            int hours, @Nullable Double noneDone, @Nullable Double allDone) {}

    /**
     * A line that something rests on.
     *
     * @param metric null for the score itself
     * @param windowHours the window it is read in
     * @param below crossed when under the line, else when over it
     */
    public record Threshold(String name, @Nullable Metric metric, int windowHours, double line, boolean below) {
        boolean crossed(double value) {
            return below ? value < line : value > line;
        }
    }

    /**
     * When a threshold is crossed, in either direction.
     *
     * @param crossedNow whether it is crossed already
     * @param noneDone the first hour at which that is no longer so; null for never
     */
    public record Crossing(
            Threshold threshold,
            boolean crossedNow,
            @Nullable Integer noneDone,
            @Nullable Integer allDone) {}

    public Forecast {
        open = Map.copyOf(open);
        points = List.copyOf(points);
        crossings = List.copyOf(crossings);
    }

    /**
     * Looks ahead.
     *
     * @param timeline up to the present hour
     * @param window of the score
     * @param hours how far
     */
    public static Forecast of(
            Timeline timeline, Window window, ScoreRules rules, int hours, List<Threshold> thresholds) {
        List<OpenItems> open = OpenItems.in(timeline, window.last(), rules);
        List<Point> points = new ArrayList<>();
        List<Watch> watches = new ArrayList<>();
        thresholds.forEach(threshold -> watches.add(new Watch(threshold)));
        Ahead ahead = new Ahead(timeline, window.last(), rules, open);
        for (int k = 0; k <= hours; k++) {
            points.add(new Point(
                    k, ahead.value(null, window.length(), k, false), ahead.value(null, window.length(), k, true)));
            for (Watch watch : watches) {
                watch.look(ahead, k);
            }
        }
        Map<Metric, Long> sums = new HashMap<>();
        open.forEach(items -> sums.merge(items.metric(), items.count(), Long::sum));
        return new Forecast(sums, points, watches.stream().map(Watch::crossing).toList());
    }

    /** Reads the hours to come. */
    private record Ahead(Timeline timeline, long now, ScoreRules rules, List<OpenItems> open) {

        @Nullable
        Double value(@Nullable Metric metric, int windowHours, int k, boolean allDone) {
            Window window = new Window(now + k, windowHours);
            WindowSums sums = timeline.sums(window, rules);
            if (allDone) {
                for (OpenItems items : open) {
                    if (window.mature(items.hour(), items.deadline())) {
                        sums.add(items.hour(), items.done());
                    }
                }
            }
            if (metric == null) {
                return ScoreCard.of(sums, rules, java.util.Set.of()).points();
            }
            return MetricReading.of(metric, sums, rules.of(metric)).value();
        }
    }

    /** Looks out for a threshold; what has no value crosses nothing. */
    private static final class Watch {
        private final Threshold threshold;
        private boolean crossedNow;
        private @Nullable Integer noneDone;
        private @Nullable Integer allDone;

        Watch(Threshold threshold) {
            this.threshold = threshold;
        }

        void look(Ahead ahead, int k) {
            if (k == 0) {
                crossedNow = crossed(ahead, 0, false);
                return;
            }
            if (noneDone == null && crossed(ahead, k, false) != crossedNow) {
                noneDone = k;
            }
            if (allDone == null && crossed(ahead, k, true) != crossedNow) {
                allDone = k;
            }
        }

        private boolean crossed(Ahead ahead, int k, boolean all) {
            Double value = ahead.value(threshold.metric(), threshold.windowHours(), k, all);
            return value != null && threshold.crossed(value);
        }

        Crossing crossing() {
            return new Crossing(threshold, crossedNow, noneDone, allDone);
        }
    }
}
