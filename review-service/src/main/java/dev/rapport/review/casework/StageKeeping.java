package dev.rapport.review.casework;

import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.policy.Pack;
import dev.rapport.review.review.application.Rulebook;
import dev.rapport.review.review.model.CaseFile;
import dev.rapport.review.review.model.Review;
import dev.rapport.review.review.model.ReviewKey;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** REV-03: keeps the stages of reviews in step with what is told of them. */
@Singleton
public final class StageKeeping {
    private final Cases cases;
    private final Rulebook rulebook;

    StageKeeping(Cases cases, Rulebook rulebook) {
        this.cases = cases;
        this.rulebook = rulebook;
    }

    /**
     * After reviews have been kept: begins the stages of negative ones and completes the apologies of those replied to. Repeats change
     * nothing.
     *
     * @param changed reviews that were posted
     * @param profiles of their sellers
     * @return what is to be told
     */
    public List<Fact> after(Connection tx, Collection<Review> changed, Map<String, SellerChanged> profiles)
            throws SQLException {
        Map<String, Map<Review, Pack>> bySeller = new TreeMap<>();
        for (Review review : changed) {
            SellerChanged profile =
                    Objects.requireNonNull(profiles.get(review.key().sellerId()), "every seller has a profile");
            Pack pack = rulebook.of(profile, review.posted().postedAt())
                    .orElseThrow(() -> new IllegalStateException("it was judged by its pack"))
                    .pack();
            if (review.posted().stars() <= pack.reviews().negativeUpTo()) {
                bySeller.computeIfAbsent(review.key().sellerId(), _ -> new LinkedHashMap<>())
                        .put(review, pack);
            }
        }
        List<ReviewKey> replied = new ArrayList<>();
        for (var seller : bySeller.entrySet()) {
            begin(tx, seller.getKey(), seller.getValue());
            seller.getValue().keySet().stream()
                    .filter(review -> review.repliedAt() != null)
                    .map(Review::key)
                    .forEach(replied::add);
        }
        return cases.apologised(tx, replied, null);
    }

    /** An agent's reply is the apology. */
    public List<Fact> replied(Connection tx, ReviewKey key, @Nullable String agentId) throws SQLException {
        return cases.apologised(tx, List.of(key), agentId);
    }

    private void begin(Connection tx, String sellerId, Map<Review, Pack> negative) throws SQLException {
        Map<String, CaseFile> files = cases.files(
                tx,
                sellerId,
                negative.keySet().stream()
                        .map(review -> review.key().reviewId())
                        .toList());
        for (var one : negative.entrySet()) {
            Review review = one.getKey();
            Pack pack = one.getValue();
            CaseFile file = files.get(review.key().reviewId());
            if (file != null
                    && file.stages().isEmpty()
                    && Cases.isStaged(review, file.reviewClass(), pack.reviews().negativeUpTo())) {
                cases.open(tx, review.key(), review.posted().postedAt(), pack);
            }
        }
    }
}
