package dev.rapport.score.engine;

import dev.rapport.policy.Metric;
import java.util.ArrayList;
import java.util.List;

/**
 * What began in one hour, is not done yet, and can still be done in time as far as the counters tell.
 *
 * @param hour in which it began
 * @param deadline of its metric, in hours
 * @param count how much of it
 */
record OpenItems(Metric metric, long hour, int deadline, long count) {

    /** All that is open at an hour. */
    static List<OpenItems> in(Timeline timeline, long now, ScoreRules rules) {
        List<OpenItems> open = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            int deadline = rules.of(metric).deadlineHours();
            if (metric.hasDeadline() && deadline > 0) {
                for (long hour = now - deadline; hour <= now; hour++) {
                    long count = count(metric, timeline.at(hour));
                    if (count > 0) {
                        open.add(new OpenItems(metric, hour, deadline, count));
                    }
                }
            }
        }
        return open;
    }

    private static long count(Metric metric, Counters counters) {
        Explanation.Parts parts = Reading.partsOf(metric);
        long open = counters.get(parts.total()) - counters.get(parts.met());
        // A response that came too late cannot come in time any more.
        return metric == Metric.ON_TIME_RESPONSE_RATE ? open - counters.get(Counter.TURNS_LATE) : open;
    }

    /** What is added to its hour when all of it is done in time. */
    Counters done() {
        return Counters.EMPTY.plus(new Delta().add(Reading.partsOf(metric).met(), count));
    }
}
