package dev.rapport.review.review.application;

import dev.rapport.kit.outbox.Fact;
import dev.rapport.review.review.model.Decision;
import dev.rapport.review.review.model.Review;
import dev.rapport.review.review.model.ReviewCommand;
import dev.rapport.review.review.model.ReviewDecider;
import dev.rapport.review.review.model.ReviewEvent;
import dev.rapport.review.review.model.ReviewKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Works on recalled reviews in memory: command by command, gathering what is to be kept and what is to be told. */
public final class Proceedings {

    private final Map<ReviewKey, Review> reviews;
    private final Map<ReviewKey, Review> changed = new TreeMap<>();
    private final List<Changes.NewRevision> revisions = new ArrayList<>();
    private final List<Changes.NewReply> replies = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();

    /** @param recalled every review that commands will be about */
    public Proceedings(Map<ReviewKey, Review> recalled) {
        this.reviews = new HashMap<>(recalled);
    }

    /**
     * Carries out a command.
     *
     * @param traceparent of what caused it; null for none
     * @return the review after it
     */
    public Review act(ReviewKey key, ReviewCommand command, @Nullable String traceparent) {
        Review before = reviews.getOrDefault(key, Review.unknown(key));
        Decision decision = ReviewDecider.decide(before, command);
        Review review = decision.review();
        note(before, review);
        for (ReviewEvent event : decision.events()) {
            ReviewFacts.of(review, event).ifPresent(fact -> facts.add(fact.tracedBy(traceparent)));
        }
        if (!decision.events().isEmpty()) {
            reviews.put(key, review);
            if (review.posting() != null) {
                changed.put(key, review);
            }
        }
        return review;
    }

    /** What is to be kept. */
    public Changes changes() {
        return new Changes(List.copyOf(changed.values()), revisions, replies);
    }

    /** What is to be told, in the order in which it happened. */
    public List<Fact> facts() {
        return List.copyOf(facts);
    }

    /** What waited for its review was kept when it came, so the events alone do not tell what is new. */
    private void note(Review before, Review after) {
        after.revisions().stream()
                .filter(revision -> !before.revisions().contains(revision))
                .forEach(revision -> revisions.add(new Changes.NewRevision(after.key(), revision)));
        after.replies().stream()
                .filter(reply -> !before.replies().contains(reply))
                .forEach(reply -> replies.add(new Changes.NewReply(after.key(), reply)));
    }
}
