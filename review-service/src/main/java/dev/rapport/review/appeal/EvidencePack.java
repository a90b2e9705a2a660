package dev.rapport.review.appeal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rapport.review.chronicle.EarlierCase;
import dev.rapport.review.chronicle.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * REV-06: all that speaks for an appeal, in one document.
 *
 * @param zone of the seller, in which {@code local} times are
 * @param timeline everything that happened to order and review, earliest first
 * @param earlierCases of the same buyer, newest first
 * @param missing what would belong here and was not told
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record EvidencePack(
        String appealId,
        String sellerId,
        String pack,
        String zone,
        String statement,
        Instant builtAt,
        Reviewed review,
        @Nullable Ordered order,
        List<Moment> timeline,
        List<Said> thread,
        List<Receipt> receipts,
        List<EarlierCase> earlierCases,
        List<String> missing) {

    /** The review as it stands. */
    record Reviewed(
            String reviewId,
            String productId,
            String buyerId,
            int stars,
            @Nullable String title,
            @Nullable String text,
            @JsonProperty("class") String reviewClass,
            Instant postedAt) {}

    /** The order it is about. */
    record Ordered(String orderId, String currency, String value, Instant placedAt) {}

    /** A message of the order's thread, by the world's clock and by the seller's. */
    record Said(String messageId, String conversationId, String author, String text, Instant at, String local) {}

    /** One moment, by the world's clock and by the seller's. */
    record Moment(Instant at, String local, String what, Map<String, String> detail) {}
}
