package dev.rapport.score.engine;

import java.util.List;

/**
 * What a metric is worth: linear between its points and flat outside them (SCO-02).
 *
 * @param points at least one, their metrics strictly rising
 */
public record Curve(List<Point> points) {
    /**
     * @param metric the metric's value
     * @param worth 0 to 100
     */
    public record Point(double metric, double worth) {}

    public Curve {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a curve has at least one point");
        }
        for (int i = 1; i < points.size(); i++) {
            if (!(points.get(i - 1).metric() < points.get(i).metric())) {
                throw new IllegalArgumentException("a curve's points rise: " + points);
            }
        }
    }

    /** The worth of a metric, 0 to 100. */
    public double at(double metric) {
        if (metric <= points.getFirst().metric()) {
            return points.getFirst().worth();
        }
        for (int i = 1; i < points.size(); i++) {
            Point right = points.get(i);
            if (metric <= right.metric()) {
                Point left = points.get(i - 1);
                double part = (metric - left.metric()) / (right.metric() - left.metric());
                return left.worth() + (right.worth() - left.worth()) * part;
            }
        }
        return points.getLast().worth();
    }
}
