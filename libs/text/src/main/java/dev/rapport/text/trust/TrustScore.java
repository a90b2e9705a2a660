package dev.rapport.text.trust;

import java.util.List;

/**
 * A trust score with its reasons.
 *
 * @param score 0 to 100; the sum of the points, never below 0
 * @param reasons one for each aspect, in its order
 */
public record TrustScore(int score, List<Reason> reasons) {

    /**
     * Points of an aspect.
     *
     * @param points given; below 0 for {@link Aspect#BRUSH_OFF}
     * @param of most that could be given
     * @param why for the agent
     */
    public record Reason(Aspect aspect, int points, int of, String why) {}

    public TrustScore {
        reasons = List.copyOf(reasons);
    }

    static TrustScore of(List<Reason> reasons) {
        return new TrustScore(
                Math.clamp(reasons.stream().mapToInt(Reason::points).sum(), 0, 100), reasons);
    }
}
