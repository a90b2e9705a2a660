package dev.rapport.review.review.model;

import dev.rapport.review.review.model.ReviewEvent.FirstReplied;
import dev.rapport.review.review.model.ReviewEvent.Posted;
import dev.rapport.review.review.model.ReviewEvent.ReplyKept;
import dev.rapport.review.review.model.ReviewEvent.Revised;
import dev.rapport.review.review.model.ReviewEvent.RevisionKept;
import dev.rapport.text.NormalisedText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what follows when something is told of a review. Told twice is told once: a review has one posting, a revision one
 * time, a reply one id. What comes before its review waits and is applied when that comes, in the order of its own times.
 */
public final class ReviewDecider {

    private ReviewDecider() {}

    /** What follows from {@code command} for {@code review}. */
    public static Decision decide(Review review, ReviewCommand command) {
        return Decision.of(
                review,
                switch (command) {
                    case ReviewCommand.Post post -> post(review, post.posting());
                    case ReviewCommand.Revise revise -> revise(review, revise.revision());
                    case ReviewCommand.Observe observe ->
                        isEcho(review, observe.reply(), observe.echoWithin())
                                ? List.of()
                                : reply(review, observe.reply());
                    case ReviewCommand.Reply reply -> reply(review, reply.reply());
                });
    }

    private static List<ReviewEvent> post(Review review, Posting posting) {
        if (review.posting() != null) {
            return List.of();
        }
        List<ReviewEvent> events = new ArrayList<>();
        events.add(new Posted(posting));
        int before = posting.stars();
        for (Revision waiting : review.revisions()) {
            events.add(new Revised(waiting, before));
            before = waiting.stars();
        }
        if (!review.replies().isEmpty()) {
            events.add(new FirstReplied(review.replies().getFirst()));
        }
        return events;
    }

    private static List<ReviewEvent> revise(Review review, Revision revision) {
        if (review.revisions().stream().anyMatch(known -> known.revisedAt().equals(revision.revisedAt()))) {
            return List.of();
        }
        boolean newest = review.revisions().isEmpty()
                || review.revisions().getLast().revisedAt().isBefore(revision.revisedAt());
        return review.posting() == null || !newest
                ? List.of(new RevisionKept(revision))
                : List.of(new Revised(revision, review.stars()));
    }

    private static List<ReviewEvent> reply(Review review, SellerReply reply) {
        if (review.replies().stream().anyMatch(known -> known.replyId().equals(reply.replyId()))) {
            return List.of();
        }
        return review.posting() == null || review.repliedAt() != null
                ? List.of(new ReplyKept(reply))
                : List.of(new FirstReplied(reply));
    }

    /** MSG-02: a reply of ours that comes back as observed, known by its dispatch, else by conversation, text and time. */
    private static boolean isEcho(Review review, SellerReply observed, Duration within) {
        return review.replies().stream()
                .filter(SellerReply::ours)
                .anyMatch(sent -> observed.dispatchId() != null
                        ? observed.dispatchId().equals(sent.dispatchId())
                        : isSameText(sent, observed, within));
    }

    private static boolean isSameText(SellerReply sent, SellerReply observed, Duration within) {
        return Duration.between(sent.repliedAt(), observed.repliedAt()).abs().compareTo(within) <= 0
                && NormalisedText.of(sent.text()).equals(NormalisedText.of(observed.text()));
    }
}
