package dev.rapport.review.review.model;

/**
 * REV-01: something beside words that speaks for malice.
 *
 * @param count cases, this review's order among them; 1 for a contradiction
 */
public record Signal(Kind kind, long count) {

    /** What it is. */
    public enum Kind {
        /** Orders of this buyer with a negative review or a dispute. */
        MANY_CASES_OF_BUYER,
        /** The same of all who had orders sent to post-office boxes of one region. An address is told no closer than that. */
        MANY_CASES_OF_PO_BOX,
        /** A text that does nothing but praise, under few stars. */
        CONTRADICTION
    }
}
