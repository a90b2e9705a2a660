package dev.rapport.oracle;

import dev.rapport.oracle.Figures.Component;
import dev.rapport.oracle.Figures.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The figures of one window of one seller: the hours {@code H−W+1 … H}. */
public final class Arithmetic {
    private static final double SECONDS_RED = 120;
    private static final double SECONDS_TARGET = 45;
    /** What the buckets of a distribution may be off by. */
    private static final double QUANTILE_ERROR = 0.02;

    private final Tables tables;
    private final List<Entry> entries;
    private final long last;
    private final int hours;

    private Arithmetic(Tables tables, List<Entry> entries, long last, int hours) {
        this.tables = tables;
        this.last = last;
        this.hours = hours;
        this.entries = entries.stream()
                .filter(entry -> entry.hour() > last - hours && entry.hour() <= last)
                .toList();
    }

    /**
     * What some entries come to.
     *
     * @param entries of one seller, in any order
     * @param pack {@code aliexpress} or {@code amazon}
     * @param asOf any instant
     * @param windowHours length of the window
     */
    public static Figures of(List<Entry> entries, String pack, Instant asOf, int windowHours) {
        return new Arithmetic(Tables.of(pack), entries, Entry.hour(asOf), windowHours).figures();
    }

    private Figures figures() {
        Map<String, Long> counters = new TreeMap<>();
        entries.forEach(entry -> counters.merge(entry.counter(), entry.sum(), Math::addExact));
        Map<String, Metric> metrics = new TreeMap<>();
        for (Tables.Rate rate : tables.rates()) {
            metrics.put(rate.name(), metric(rate));
        }
        metrics.put("stars_average", average("stars_sum", "reviews_posted", false, Tables.NONE, Tables.NONE));
        metrics.put(
                "first_response_average",
                average("first_response_seconds", "first_response_count", true, SECONDS_RED, SECONDS_TARGET));
        metrics.put("first_response_p50", quantile(50));
        metrics.put("first_response_p90", quantile(90));
        List<Component> components = components(metrics);
        return new Figures(counters, metrics, components, score(components));
    }

    private long sum(String counter) {
        long sum = 0;
        for (Entry entry : entries) {
            if (entry.counter().equals(counter)) {
                sum += entry.sum();
            }
        }
        return sum;
    }

    private long sum(String counter, int deadline, boolean mature) {
        long sum = 0;
        for (Entry entry : entries) {
            if (entry.counter().equals(counter) && (entry.hour() + deadline < last) == mature) {
                sum += entry.sum();
            }
        }
        return sum;
    }

    private Metric metric(Tables.Rate rate) {
        if (rate.deadlineHours() >= hours) {
            return Metric.absent();
        }
        long total = rate.deadlineHours() == Tables.NO_DEADLINE
                ? sum(rate.total())
                : sum(rate.total(), rate.deadlineHours(), true) + sum(rate.met(), rate.deadlineHours(), false);
        return share(sum(rate.met()), total, rate.lowIsGood(), rate.redLine(), rate.target());
    }

    private Metric average(String amount, String count, boolean lowIsGood, double redLine, double target) {
        return share(sum(amount), sum(count), lowIsGood, redLine, target);
    }

    private static Metric share(long part, long total, boolean lowIsGood, double redLine, double target) {
        if (total == 0) {
            return Metric.absent();
        }
        double value = (double) part / total;
        return new Metric(value, value, total, Tables.state(value, lowIsGood, redLine, target));
    }

    /** By nearest rank, and 2 % to either side. */
    private Metric quantile(int percent) {
        List<Long> values = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.counter().equals("first_response_seconds") && entry.times() > 0) {
                values.add(entry.amount());
            }
        }
        for (Entry entry : entries) {
            if (entry.counter().equals("first_response_seconds") && entry.times() < 0) {
                values.remove((Long) entry.amount());
            }
        }
        if (values.isEmpty()) {
            return Metric.absent();
        }
        Collections.sort(values);
        double value = values.get((values.size() * percent + 99) / 100 - 1);
        double low = value * (1 - QUANTILE_ERROR);
        double high = value * (1 + QUANTILE_ERROR);
        String best = Tables.state(low, true, SECONDS_RED, SECONDS_TARGET);
        String worst = Tables.state(high, true, SECONDS_RED, SECONDS_TARGET);
        return new Metric(low, high, values.size(), best.equals(worst) ? best : best + "|" + worst);
    }

    private List<Component> components(Map<String, Metric> metrics) {
        List<Tables.Curve> left = tables.curves().stream()
                .filter(curve ->
                        metrics.getOrDefault(curve.metric(), Metric.absent()).sample() >= Tables.MIN_SAMPLE)
                .toList();
        double weights = left.stream().mapToDouble(Tables.Curve::weight).sum();
        List<Component> components = new ArrayList<>();
        for (Tables.Curve curve : left) {
            double value = curve.at(
                    metrics.getOrDefault(curve.metric(), Metric.absent()).low());
            components.add(new Component(curve.component(), curve.weight() * 100 / weights, value));
        }
        return components;
    }

    private OptionalDouble score(List<Component> components) {
        if (components.isEmpty()) {
            return OptionalDouble.empty();
        }
        double score = 0;
        for (Component component : components) {
            score += component.scaledWeight() * component.value() / 100;
        }
        return OptionalDouble.of(Math.clamp(score - Tables.POINTS_PER_VIOLATION * sum("violations"), 0, 100));
    }
}
