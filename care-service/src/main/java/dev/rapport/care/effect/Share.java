package dev.rapport.care.effect;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A share of a sample and where the true one lies with a given confidence.
 *
 * @param count how many of the sample
 * @param sample how many there are; above 0
 */
record Share(long count, long sample) {

    /**
     * Bounds with a given confidence.
     *
     * @param low at least this
     * @param high at most this
     */
    record Interval(double low, double high) {}

    Share {
        if (sample <= 0 || count < 0 || count > sample) {
            throw new IllegalArgumentException("a share is of a sample");
        }
    }

    double value() {
        return (double) count / sample;
    }

    /** Wilson's score interval (J. Am. Stat. Assoc. 22, 1927): true to small samples and to shares near 0, which disputes are. */
    Interval interval(double confidence) {
        double z = quantile(confidence);
        double n = sample;
        double p = value();
        double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
        double half = z / (1 + z * z / n) * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        // At the ends the bound is the end itself, but for rounding.
        double low = count == 0 ? 0 : Math.max(0, middle - half);
        double high = count == sample ? 1 : Math.min(1, middle + half);
        return new Interval(low, high);
    }

    /** Where the difference of two shares lies: Newcombe's hybrid score interval (Stat. Med. 17, 1998, method 10). */
    static Interval difference(Share one, Share other, double confidence) {
        Interval a = one.interval(confidence);
        Interval b = other.interval(confidence);
        double d = one.value() - other.value();
        return new Interval(
                d - Math.hypot(one.value() - a.low, b.high - other.value()),
                d + Math.hypot(a.high - one.value(), other.value() - b.low));
    }

    private static double quantile(double confidence) {
        return NormalDistribution.of(0, 1).inverseCumulativeProbability(0.5 + confidence / 2);
    }
}
