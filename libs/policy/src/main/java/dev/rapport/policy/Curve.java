package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.util.List;

/**
 * A function given by points: linear between them, flat outside.
 *
 * @param points at least two, ascending in x
 */
public record Curve(List<Point> points) {

    /** A point of the curve. */
    public record Point(double x, double y) {}

    public Curve {
        new Checks()
                .that("points", points.size() >= 2, "must have two points or more")
                .that("points", ascends(points), "must ascend in x")
                .verify();
        points = List.copyOf(points);
    }

    /** The value at {@code x}. */
    public double at(double x) {
        Point left = points.getFirst();
        if (x <= left.x()) {
            return left.y();
        }
        for (Point right : points) {
            if (x <= right.x()) {
                return right.x() == left.x()
                        ? right.y()
                        : left.y() + (right.y() - left.y()) * ((x - left.x()) / (right.x() - left.x()));
            }
            left = right;
        }
        return left.y();
    }

    private static boolean ascends(List<Point> points) {
        for (int i = 1; i < points.size(); i++) {
            if (!(points.get(i - 1).x() < points.get(i).x())) {
                return false;
            }
        }
        return true;
    }
}
