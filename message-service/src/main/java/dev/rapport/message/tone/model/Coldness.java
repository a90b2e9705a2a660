package dev.rapport.message.tone.model;

import dev.rapport.policy.Trust;

/**
 * MSG-13: how much of what was heard lately is cold.
 *
 * @param heard messages, or reviews, within the pack's time
 * @param cold those of them in which words signal coldness
 */
public record Coldness(long heard, long cold) {

    /** An alert is resolved only so much of the way back from the line, so that a share that trembles on it raises one alert. */
    private static final double BACK = 0.1;

    /** What is to be done about the alert. */
    public enum Verdict {
        RAISE,
        RESOLVE,
        LEAVE
    }

    public double share() {
        return heard == 0 ? 0 : (double) cold / heard;
    }

    /**
     * The verdict.
     *
     * @param atLeast fewer heard raise nothing
     * @param raised whether the alert stands
     */
    public Verdict verdict(Trust rules, int atLeast, boolean raised) {
        double line = rules.coldnessAbove();
        if (raised) {
            return share() <= line * (1 - BACK) ? Verdict.RESOLVE : Verdict.LEAVE;
        }
        return heard >= atLeast && share() > line ? Verdict.RAISE : Verdict.LEAVE;
    }
}
