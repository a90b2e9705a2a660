package dev.rapport.score.engine;

/** What became of a fact that was to be counted. */
public sealed interface Outcome {
    /** It was folded in; it may still have changed nothing. */
    record Folded() implements Outcome {}

    /** It cannot be true, so nothing was folded in; the reason is for people. */
    record Refused(String reason) implements Outcome {}

    /** The outcome of every fact that can be true. */
    Outcome FOLDED = new Folded();
}
