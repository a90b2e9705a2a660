package dev.rapport.review.signal.model;

import dev.rapport.policy.Reviews.Signals;
import dev.rapport.review.review.model.Signal;
import dev.rapport.review.review.model.Signal.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * REV-01: what is counted around a review, and what it says.
 *
 * @param ofBuyer orders of its buyer with a negative review or a dispute, up to it
 * @param ofPoBox the same of everybody who had orders sent to post-office boxes of the same region; 0 when it was not sent to one
 * @param buyersOfPoBox how many buyers those are
 * @param contradicts its text contradicts its stars
 */
public record Suspicion(long ofBuyer, long ofPoBox, long buyersOfPoBox, boolean contradicts) {

    /** What is worth showing. */
    public List<Signal> signals(Signals rules) {
        List<Signal> signals = new ArrayList<>();
        if (ofBuyer >= rules.shownFrom()) {
            signals.add(new Signal(Kind.MANY_CASES_OF_BUYER, ofBuyer));
        }
        // Of one buyer alone it would say the same thing twice.
        if (ofPoBox >= rules.shownFrom() && buyersOfPoBox > 1) {
            signals.add(new Signal(Kind.MANY_CASES_OF_PO_BOX, ofPoBox));
        }
        if (contradicts) {
            signals.add(new Signal(Kind.CONTRADICTION, 1));
        }
        return signals;
    }

    /** Whether a negative review is malicious by its signals alone: by one buyer's very many cases, or by two kinds together. */
    public boolean decides(Signals rules) {
        return ofBuyer >= rules.decidesFrom() || signals(rules).size() > 1;
    }
}
