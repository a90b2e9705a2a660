package dev.rapport.score.engine;

/** What was counted in one UTC hour; {@code hour} as in {@link Hours}. */
public record CountedHour(long hour, Counters counters) {}
