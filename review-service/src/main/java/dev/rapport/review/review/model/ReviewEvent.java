package dev.rapport.review.review.model;

/** What happened to a review. */
public sealed interface ReviewEvent {

    /** It is known now. */
    record Posted(Posting posting) implements ReviewEvent {}

    /**
     * REV-05: its rating is another now.
     *
     * @param before stars of what the revision follows on
     */
    record Revised(Revision revision, int before) implements ReviewEvent {}

    /** A revision that came before its review, or after a later one: kept, and nothing changes by it. */
    record RevisionKept(Revision revision) implements ReviewEvent {}

    /** REV-02: the first reply to it. */
    record FirstReplied(SellerReply reply) implements ReviewEvent {}

    /** A reply that came before its review, or not as the first. */
    record ReplyKept(SellerReply reply) implements ReviewEvent {}
}
