package dev.rapport.review.review.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a review. What came before the posting waits beside it.
 *
 * @param posting null until it has come
 * @param revisions by when the buyer made them
 * @param replies by when they were given
 * @param repliedAt time of the reply that was told as the first; null for none. It stays, even when an earlier one is
 *     heard of later (MSG-02)
 * @param invitedAt REV-04: when the buyer was invited to revise; null when not
 * @param version 0 before anything was kept, one more with each command that changed something
 */
public record Review(
        ReviewKey key,
        @Nullable Posting posting,
        List<Revision> revisions,
        List<SellerReply> replies,
        @Nullable Instant repliedAt,
        @Nullable Instant invitedAt,
        long version) {

    public Review {
        revisions = List.copyOf(revisions);
        replies = List.copyOf(replies);
    }

    /** One of which nothing is known. */
    public static Review unknown(ReviewKey key) {
        return new Review(key, null, List.of(), List.of(), null, null, 0);
    }

    /** The rating as it stands. Only of a review that was posted. */
    public int stars() {
        return revisions.isEmpty() ? posted().stars() : revisions.getLast().stars();
    }

    /** The text as it stands: of the newest revision that brought one, else as posted. */
    public @Nullable String text() {
        for (Revision revision : revisions.reversed()) {
            if (revision.text() != null) {
                return revision.text();
            }
        }
        return posted().text();
    }

    /** The posting of a review that has one. */
    public Posting posted() {
        return Objects.requireNonNull(posting, "the review was not posted yet");
    }

    /** This review after {@code event}. */
    Review evolve(ReviewEvent event) {
        return switch (event) {
            case ReviewEvent.Posted posted ->
                new Review(key, posted.posting(), revisions, replies, repliedAt, invitedAt, version);
            case ReviewEvent.Revised revised -> with(revised.revision());
            case ReviewEvent.RevisionKept kept -> with(kept.revision());
            case ReviewEvent.FirstReplied first ->
                new Review(
                        key,
                        posting,
                        revisions,
                        with(first.reply()),
                        first.reply().repliedAt(),
                        invitedAt,
                        version);
            case ReviewEvent.ReplyKept kept ->
                new Review(key, posting, revisions, with(kept.reply()), repliedAt, invitedAt, version);
        };
    }

    /** The same with the next version. */
    Review changed() {
        return new Review(key, posting, revisions, replies, repliedAt, invitedAt, version + 1);
    }

    private Review with(Revision revision) {
        return new Review(
                key, posting, inserted(revisions, revision, Revision.IN_TIME), replies, repliedAt, invitedAt, version);
    }

    private List<SellerReply> with(SellerReply reply) {
        return inserted(replies, reply, SellerReply.IN_TIME);
    }

    /** What waited for the posting is in the list already. */
    private static <T> List<T> inserted(List<T> list, T one, Comparator<T> order) {
        if (list.contains(one)) {
            return list;
        }
        List<T> longer = new ArrayList<>(list);
        longer.add(one);
        longer.sort(order);
        return longer;
    }
}
