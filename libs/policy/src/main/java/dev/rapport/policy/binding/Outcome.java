package dev.rapport.policy.binding;

/** What became of one node. */
sealed interface Outcome {

    /** Bound. */
    record Value(Object value) implements Outcome {}

    /** Not bound; the faults are noted. */
    record Failed() implements Outcome {}
}
