package dev.rapport.review.review.model;

import java.time.Duration;

/** What can be told of a review, or done to it. */
public sealed interface ReviewCommand {

    /** The buyer posted it. */
    record Post(Posting posting) implements ReviewCommand {}

    /** The buyer revised it. */
    record Revise(Revision revision) implements ReviewCommand {}

    /**
     * A reply was seen at the marketplace.
     *
     * @param echoWithin MSG-02: the same text as one of ours, this near to it in time, is that one come back
     */
    record Observe(SellerReply reply, Duration echoWithin) implements ReviewCommand {}

    /** An agent replies through Rapport. */
    record Reply(SellerReply reply) implements ReviewCommand {}
}
