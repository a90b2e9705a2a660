package dev.rapport.review.review.adapter.postgres;

import dev.rapport.review.review.model.Posting;
import dev.rapport.review.review.model.Review;
import dev.rapport.review.review.model.ReviewKey;
import dev.rapport.review.review.model.Revision;
import dev.rapport.review.review.model.SellerReply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A review being put together out of the rows of three tables. */
final class ReviewParts {

    private final ReviewKey key;
    private final List<Revision> revisions = new ArrayList<>();
    private final List<SellerReply> replies = new ArrayList<>();
    private @Nullable Posting posting;
    private @Nullable Instant repliedAt;
    private @Nullable Instant invitedAt;
    private long version;

    ReviewParts(ReviewKey key) {
        this.key = key;
    }

    void posted(Posting newPosting, @Nullable Instant firstRepliedAt, @Nullable Instant wasInvitedAt, long newVersion) {
        posting = newPosting;
        repliedAt = firstRepliedAt;
        invitedAt = wasInvitedAt;
        version = newVersion;
    }

    /** To be filled in the order of their times. */
    List<Revision> revisions() {
        return revisions;
    }

    /** To be filled in the order of their times. */
    List<SellerReply> replies() {
        return replies;
    }

    Review review() {
        return new Review(key, posting, revisions, replies, repliedAt, invitedAt, version);
    }
}
