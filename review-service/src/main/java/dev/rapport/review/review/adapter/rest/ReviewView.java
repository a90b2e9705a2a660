package dev.rapport.review.review.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rapport.events.ReviewClass;
import dev.rapport.review.classification.Evidence;
import dev.rapport.review.review.application.Deliveries.Delivery;
import dev.rapport.review.review.application.Proposals.Proposed;
import dev.rapport.review.review.model.CaseFile;
import dev.rapport.review.review.model.CaseFile.AppealMark;
import dev.rapport.review.review.model.Posting;
import dev.rapport.review.review.model.Review;
import dev.rapport.review.review.model.SellerReply;
import dev.rapport.review.review.model.Signal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A review as clients see it.
 *
 * @param stars as they stand after revisions
 * @param text as it stands after revisions
 * @param reviewClass the correction where there is one, else the guess (REV-01)
 * @param replyDueAt REV-02
 * @param repliedAt when it was first replied to
 * @param reply the newest reply
 * @param stages REV-03; empty as long as none runs
 * @param invitedAt REV-04; null as long as the buyer was not invited to revise
 * @param appeal REV-06; null as long as there is none
 * @param hidden REV-06: an appeal was approved
 * @param proposals REV-08; of a single review only
 * @param revisions earlier and present ratings by the buyer, oldest first (REV-05)
 * @param pack label of the pack version that judges it
 * @param version as in its entity tag
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ReviewView(
        String reviewId,
        String sellerId,
        String orderId,
        String productId,
        Buyer buyer,
        int stars,
        @Nullable String title,
        @Nullable String text,
        @JsonProperty("class") ReviewClass reviewClass,
        Classification classification,
        Instant postedAt,
        Instant replyDueAt,
        @Nullable Instant repliedAt,
        @Nullable Reply reply,
        List<Stage> stages,
        @Nullable Instant invitedAt,
        @Nullable Appeal appeal,
        boolean hidden,
        @Nullable Proposed proposals,
        List<Revised> revisions,
        String pack,
        long version) {

    /** Who posted it. */
    record Buyer(String id, @Nullable String country) {}

    /**
     * REV-01.
     *
     * @param corrected by an agent; null when nobody did
     * @param evidence every keyword found
     * @param signals what beside words speaks for malice, with how many cases
     */
    record Classification(
            ReviewClass guess, @Nullable ReviewClass corrected, List<Found> evidence, List<Signal> signals) {}

    /** A keyword of the pack's table that was found. */
    record Found(@JsonProperty("class") ReviewClass reviewClass, String language, String keyword) {}

    /**
     * What the seller answered.
     *
     * @param agentId who wrote it; null when it was observed from elsewhere
     * @param dispatchId on which a reply of ours is delivered
     * @param templateId what it was made from; null when it was not, or is not known
     * @param delivery MSG-15: how it fared; null for what was observed from elsewhere
     */
    record Reply(
            String replyId,
            String text,
            Instant repliedAt,
            @Nullable String agentId,
            @Nullable String dispatchId,
            @Nullable String templateId,
            @Nullable Delivery delivery) {

        static Reply of(SellerReply reply, Map<String, Delivery> deliveries) {
            return new Reply(
                    reply.replyId(),
                    reply.text(),
                    reply.repliedAt(),
                    reply.agentId(),
                    reply.dispatchId(),
                    reply.templateId(),
                    reply.dispatchId() == null ? null : deliveries.get(reply.dispatchId()));
        }
    }

    /**
     * A stage of REV-03.
     *
     * @param owner who completed it; null while it is open, and for what was observed from elsewhere
     * @param outcome what was done, such as {@code trackingNumber} and {@code note} of the evidence
     */
    record Stage(
            String name,
            Instant dueAt,
            @Nullable Instant completedAt,
            @Nullable String owner,
            Map<String, String> outcome,
            String state) {}

    /** An appeal of REV-06. */
    record Appeal(String appealId, String state) {
        static Appeal of(AppealMark mark) {
            return new Appeal(mark.appealId(), mark.state());
        }
    }

    /** The rating at one time. */
    record Revised(int stars, @Nullable String text, Instant revisedAt) {}

    /** The dispatches of the replies that are shown of these reviews. */
    static List<String> dispatches(Collection<Review> reviews) {
        return reviews.stream()
                .filter(review -> !review.replies().isEmpty())
                .map(review -> review.replies().getLast().dispatchId())
                .filter(Objects::nonNull)
                .toList();
    }

    static ReviewView of(
            Review review,
            @Nullable CaseFile file,
            @Nullable Proposed proposals,
            Map<String, Delivery> deliveries,
            Instant now) {
        Posting posting = review.posted();
        var classification = posting.classification();
        return new ReviewView(
                review.key().reviewId(),
                review.key().sellerId(),
                posting.orderId(),
                posting.productId(),
                new Buyer(posting.buyerId(), posting.country()),
                review.stars(),
                posting.title(),
                review.text(),
                file == null ? classification.guess() : file.reviewClass(),
                new Classification(
                        classification.guess(),
                        file == null ? null : file.corrected(),
                        classification.evidence().stream()
                                .map(ReviewView::found)
                                .toList(),
                        file == null ? List.of() : file.signals()),
                posting.postedAt(),
                posting.replyDueAt(),
                review.repliedAt(),
                review.replies().isEmpty() ? null : Reply.of(review.replies().getLast(), deliveries),
                file == null ? List.of() : stages(file, now),
                review.invitedAt(),
                file == null || file.appeal() == null ? null : Appeal.of(file.appeal()),
                file != null && file.hiddenAt() != null,
                proposals,
                review.revisions().stream()
                        .map(revision -> new Revised(revision.stars(), revision.text(), revision.revisedAt()))
                        .toList(),
                posting.pack(),
                review.version());
    }

    private static List<Stage> stages(CaseFile file, Instant now) {
        return file.stages().stream()
                .map(clock -> new Stage(
                        clock.stage().name(),
                        clock.dueAt(),
                        clock.completedAt(),
                        clock.agentId(),
                        clock.outcome(),
                        clock.state(now).name()))
                .toList();
    }

    private static Found found(Evidence evidence) {
        return new Found(evidence.reviewClass(), evidence.language(), evidence.keyword());
    }
}
