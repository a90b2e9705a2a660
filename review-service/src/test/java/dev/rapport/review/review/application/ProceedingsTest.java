package dev.rapport.review.review.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.ReviewClass;
import dev.rapport.review.classification.Classification;
import dev.rapport.review.review.model.Posting;
import dev.rapport.review.review.model.Review;
import dev.rapport.review.review.model.ReviewCommand;
import dev.rapport.review.review.model.ReviewKey;
import dev.rapport.review.review.model.Revision;
import dev.rapport.review.review.model.SellerReply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a batch keeps and tells. */
class ProceedingsTest {

    private static final ReviewKey KEY = new ReviewKey("s1", "r1");
    private static final Instant NOON = Instant.parse("2025-06-02T12:00:00Z");
    private static final Revision REVISION = new Revision(NOON.plusSeconds(60), 4, null);
    private static final SellerReply REPLY = SellerReply.observed(KEY, "Thanks", NOON.plusSeconds(90), null);

    /** what an earlier batch kept is told now, and not kept again. */
    @Test
    void shouldTellButNotKeepAgainWhatWaitedSinceAnEarlierBatch() {
        Review waiting = new Review(KEY, null, List.of(REVISION), List.of(REPLY), null, null, 0);
        var proceedings = new Proceedings(Map.of(KEY, waiting));

        proceedings.act(KEY, posted(), null);

        assertThat(proceedings.facts()).hasSize(3);
        assertThat(proceedings.changes().reviews()).hasSize(1);
        assertThat(proceedings.changes().revisions()).isEmpty();
        assertThat(proceedings.changes().replies()).isEmpty();
    }

    @Test
    void shouldKeepEachOnceWhenAllComeInOneBatch() {
        var proceedings = new Proceedings(Map.of());

        for (int round = 0; round < 2; round++) {
            proceedings.act(KEY, new ReviewCommand.Revise(REVISION), null);
            proceedings.act(KEY, new ReviewCommand.Observe(REPLY, Duration.ofMinutes(10)), null);
            proceedings.act(KEY, posted(), null);
        }

        assertThat(proceedings.facts()).hasSize(3);
        assertThat(proceedings.changes().reviews()).hasSize(1);
        assertThat(proceedings.changes().revisions()).containsExactly(new Changes.NewRevision(KEY, REVISION));
        assertThat(proceedings.changes().replies()).containsExactly(new Changes.NewReply(KEY, REPLY));
    }

    private static ReviewCommand posted() {
        return new ReviewCommand.Post(new Posting(
                "o1",
                "p1",
                "b1",
                null,
                1,
                null,
                null,
                NOON,
                new Classification(ReviewClass.PRODUCT, List.of()),
                NOON.plusSeconds(172_800),
                "aliexpress@2024-06"));
    }
}
