package dev.rapport.review.review.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A seller's reply to a review.
 *
 * @param replyId ours; for an observed one derived from review, time and text, so that the same reply has the same id
 * @param agentId who wrote it; null when it was observed from elsewhere
 * @param dispatchId on which a reply of ours is delivered, or what an observed one named; null for none
 * @param templateId REV-05: what it was made from; null for none
 */
public record SellerReply(
        String replyId,
        String text,
        Instant repliedAt,
        @Nullable String agentId,
        @Nullable String dispatchId,
        @Nullable String templateId) {

    /** By when they were given. */
    static final Comparator<SellerReply> IN_TIME =
            Comparator.comparing(SellerReply::repliedAt).thenComparing(SellerReply::replyId);

    /** A reply seen at the marketplace (MSG-02: whoever sent it). */
    public static SellerReply observed(ReviewKey key, String text, Instant repliedAt, @Nullable String dispatchId) {
        String natural = String.join("\u001f", key.sellerId(), key.reviewId(), repliedAt.toString(), text);
        String id =
                UUID.nameUUIDFromBytes(natural.getBytes(StandardCharsets.UTF_8)).toString();
        return new SellerReply(id, text, repliedAt, null, dispatchId, null);
    }

    /** Whether it was sent through Rapport. */
    public boolean ours() {
        return agentId != null;
    }
}
