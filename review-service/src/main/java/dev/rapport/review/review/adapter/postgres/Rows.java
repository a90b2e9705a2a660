package dev.rapport.review.review.adapter.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.rapport.events.ReviewClass;
import dev.rapport.review.review.application.Changes;
import dev.rapport.review.review.model.Posting;
import dev.rapport.review.review.model.Review;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as they are written: any number of them as one JSON parameter, whose members are the columns in snake case. Instants go as
 * text, which PostgreSQL reads exactly.
 */
final class Rows {

    private static final ObjectMapper JSON =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private Rows() {}

    /** Of table {@code review}. */
    record ReviewRow(
            String sellerId,
            String reviewId,
            String orderId,
            String productId,
            String buyerId,
            @Nullable String country,
            int postedStars,
            int stars,
            @Nullable String title,
            @Nullable String postedText,
            ReviewClass guess,
            List<EvidenceJson.Item> evidence,
            String postedAt,
            String replyDueAt,
            String pack,
            @Nullable String repliedAt,
            long version) {

        static ReviewRow of(Review review) {
            Posting posting = review.posted();
            Instant repliedAt = review.repliedAt();
            return new ReviewRow(
                    review.key().sellerId(),
                    review.key().reviewId(),
                    posting.orderId(),
                    posting.productId(),
                    posting.buyerId(),
                    posting.country(),
                    posting.stars(),
                    review.stars(),
                    posting.title(),
                    posting.text(),
                    posting.classification().guess(),
                    EvidenceJson.items(posting.classification().evidence()),
                    posting.postedAt().toString(),
                    posting.replyDueAt().toString(),
                    posting.pack(),
                    repliedAt == null ? null : repliedAt.toString(),
                    review.version());
        }
    }

    /** Of table {@code review_revision}. */
    record RevisionRow(
            String sellerId,
            String reviewId,
            String revisedAt,
            int stars,
            @Nullable String text) {

        static RevisionRow of(Changes.NewRevision one) {
            return new RevisionRow(
                    one.key().sellerId(),
                    one.key().reviewId(),
                    one.revision().revisedAt().toString(),
                    one.revision().stars(),
                    one.revision().text());
        }
    }

    /** Of table {@code review_reply}. */
    record ReplyRow(
            String sellerId,
            String reviewId,
            String replyId,
            String text,
            String repliedAt,
            @Nullable String agentId,
            @Nullable String dispatchId,
            @Nullable String templateId) {

        static ReplyRow of(Changes.NewReply one) {
            return new ReplyRow(
                    one.key().sellerId(),
                    one.key().reviewId(),
                    one.reply().replyId(),
                    one.reply().text(),
                    one.reply().repliedAt().toString(),
                    one.reply().agentId(),
                    one.reply().dispatchId(),
                    one.reply().templateId());
        }
    }

    static String json(List<?> rows) {
        try {
            return JSON.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
