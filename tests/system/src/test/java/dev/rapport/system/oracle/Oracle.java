package dev.rapport.system.oracle;

import dev.rapport.system.oracle.Figures.Component;
import dev.rapport.system.oracle.Figures.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The score arithmetic over lists, for sellers with the default profile and the pack {@code aliexpress}.
 *
 * <p>It assumes that no review is malicious, no strike reported, no care sent and no message flagged but auto-replies left
 * alone: an input file can bring none of these by itself.
 */
public final class Oracle {
    private final SortedMap<String, List<Entry>> sellers = new TreeMap<>();

    /** @param events the lines of the import, in the order in which one seller's arrive */
    public Oracle(List<InputEvent> events) {
        Map<String, SellerHistory> histories = new LinkedHashMap<>();
        for (InputEvent event : events) {
            histories
                    .computeIfAbsent(event.sellerId(), _ -> new SellerHistory())
                    .apply(event);
        }
        histories.forEach((seller, history) -> sellers.put(seller, history.entries()));
    }

    /** @return every seller named in the lines */
    public SortedSet<String> sellers() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(sellers.keySet()));
    }

    /**
     * @param seller one of {@link #sellers()}
     * @return starts of the first and the last UTC hour in which something was counted; empty when nothing was
     */
    public List<Instant> bounds(String seller) {
        List<Entry> entries = sellers.getOrDefault(seller, List.of());
        if (entries.isEmpty()) {
            return List.of();
        }
        long first = entries.stream().mapToLong(Entry::hour).min().orElseThrow();
        long last = entries.stream().mapToLong(Entry::hour).max().orElseThrow();
        return List.of(Instant.ofEpochSecond(first * 3600), Instant.ofEpochSecond(last * 3600));
    }

    /**
     * @param seller a seller; one never heard of has no entries
     * @param asOf any instant
     * @param windowHours length of the window
     * @return the figures of that window
     */
    public Figures at(String seller, Instant asOf, int windowHours) {
        return new Window(sellers.getOrDefault(seller, List.of()), Entry.hour(asOf), windowHours).figures();
    }

    /** The hours {@code H−W+1 … H}. */
    private record Window(List<Entry> entries, long last, int hours) {
        Window {
            long newest = last;
            long oldest = last - hours + 1;
            entries = entries.stream()
                    .filter(entry -> entry.hour() >= oldest && entry.hour() <= newest)
                    .toList();
        }

        Figures figures() {
            Map<String, Metric> metrics = new TreeMap<>();
            for (Arithmetic.Rate rate : Arithmetic.RATES) {
                metrics.put(rate.name(), metric(rate));
            }
            metrics.put("stars_average", average("stars_sum", "reviews_posted", false, Double.NaN, Double.NaN));
            metrics.put(
                    "first_response_average", average("first_response_seconds", "first_response_count", true, 120, 45));
            metrics.put("first_response_p50", quantile(0.5));
            metrics.put("first_response_p90", quantile(0.9));
            List<Component> components = components(metrics);
            return new Figures(counters(), metrics, components, score(components));
        }

        private Map<String, Long> counters() {
            Map<String, Long> sums = new TreeMap<>();
            entries.forEach(entry -> sums.merge(entry.counter(), Math.round(entry.amount()), Math::addExact));
            return sums;
        }

        private long sum(String counter) {
            return counters().getOrDefault(counter, 0L);
        }

        private long sum(String counter, int deadline, boolean mature) {
            long sum = 0;
            for (Entry entry : entries) {
                if (entry.counter().equals(counter) && (entry.hour() + deadline < last) == mature) {
                    sum += Math.round(entry.amount());
                }
            }
            return sum;
        }

        private Metric metric(Arithmetic.Rate rate) {
            if (rate.deadlineHours() >= hours) {
                return Metric.absent();
            }
            long met = sum(rate.met());
            long total = rate.deadlineHours() == Arithmetic.NO_DEADLINE
                    ? sum(rate.total())
                    : sum(rate.total(), rate.deadlineHours(), true) + sum(rate.met(), rate.deadlineHours(), false);
            if (total == 0) {
                return Metric.absent();
            }
            double value = (double) met / total;
            return new Metric(
                    value, value, total, Arithmetic.state(value, rate.lowIsGood(), rate.redLine(), rate.target()));
        }

        private Metric average(String amount, String count, boolean lowIsGood, double redLine, double target) {
            long sample = sum(count);
            if (sample == 0) {
                return Metric.absent();
            }
            double value = (double) sum(amount) / sample;
            return new Metric(value, value, sample, Arithmetic.state(value, lowIsGood, redLine, target));
        }

        /** Between the two values next to the rank, and 2 % (or, near zero, one second) to either side. */
        private Metric quantile(double share) {
            List<Double> values = new ArrayList<>();
            for (Entry entry : entries) {
                if (entry.counter().equals("first_response_seconds")) {
                    values.add(entry.amount());
                }
            }
            if (values.isEmpty()) {
                return Metric.absent();
            }
            Collections.sort(values);
            double rank = share * (values.size() - 1);
            double below = values.get((int) Math.floor(rank));
            double above = values.get((int) Math.min(values.size() - 1, Math.floor(rank) + 1));
            double low = Math.min(below * 0.98, below - 1);
            double high = Math.max(above * 1.02, above + 1);
            String best = Arithmetic.state(low, true, 120, 45);
            String worst = Arithmetic.state(high, true, 120, 45);
            return new Metric(low, high, values.size(), best.equals(worst) ? best : best + "|" + worst);
        }

        private static List<Component> components(Map<String, Metric> metrics) {
            List<Arithmetic.Curve> left = Arithmetic.ALIEXPRESS.stream()
                    .filter(curve -> metrics.getOrDefault(curve.metric(), Metric.absent())
                                    .sample()
                            >= Arithmetic.MIN_SAMPLE)
                    .toList();
            double weights = left.stream().mapToDouble(Arithmetic.Curve::weight).sum();
            List<Component> components = new ArrayList<>();
            for (Arithmetic.Curve curve : left) {
                double value = curve.at(
                        metrics.getOrDefault(curve.metric(), Metric.absent()).low());
                components.add(new Component(curve.component(), curve.weight() * 100 / weights, value));
            }
            return components;
        }

        private static OptionalDouble score(List<Component> components) {
            if (components.isEmpty()) {
                return OptionalDouble.empty();
            }
            double score = 0;
            for (Component component : components) {
                score += component.scaledWeight() * component.value() / 100;
            }
            return OptionalDouble.of(Math.clamp(score, 0, 100));
        }
    }
}
