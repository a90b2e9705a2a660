package dev.rapport.review.review.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.ReviewClass;
import dev.rapport.review.classification.Classification;
import dev.rapport.review.review.model.ReviewCommand.Observe;
import dev.rapport.review.review.model.ReviewCommand.Post;
import dev.rapport.review.review.model.ReviewCommand.Reply;
import dev.rapport.review.review.model.ReviewCommand.Revise;
import dev.rapport.review.review.model.ReviewEvent.FirstReplied;
import dev.rapport.review.review.model.ReviewEvent.Posted;
import dev.rapport.review.review.model.ReviewEvent.ReplyKept;
import dev.rapport.review.review.model.ReviewEvent.Revised;
import dev.rapport.review.review.model.ReviewEvent.RevisionKept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows when something is told of a review. */
class ReviewDeciderTest {

    private static final ReviewKey KEY = new ReviewKey("s1", "r1");
    private static final Instant NOON = Instant.parse("2025-06-02T12:00:00Z");
    private static final Duration ECHO = Duration.ofMinutes(10);

    @Test
    void shouldKeepAPostingOnceHoweverOftenItIsTold() {
        Decision first = ReviewDecider.decide(Review.unknown(KEY), posted(2));

        assertThat(first.events()).containsExactly(new Posted(aPosting(2)));
        assertThat(first.review().version()).isEqualTo(1);
        assertThat(ReviewDecider.decide(first.review(), posted(5))).isEqualTo(new Decision(first.review(), List.of()));
    }

    /** REV-02: only the first reply is a fact. */
    @Test
    void shouldTellTheFirstReplyOnly() {
        Review review = after(posted(2));
        SellerReply first = ours("a", 60);

        Decision once = ReviewDecider.decide(review, new Reply(first));
        Decision twice = ReviewDecider.decide(once.review(), new Reply(ours("b", 120)));

        assertThat(once.events()).containsExactly(new FirstReplied(first));
        assertThat(twice.events()).containsExactly(new ReplyKept(ours("b", 120)));
        assertThat(twice.review().repliedAt()).isEqualTo(NOON.plusSeconds(60));
    }

    /** MSG-02: a late arrival never rewrites what was told. */
    @Test
    void shouldStandByTheReplyThatWasToldAsTheFirstWhenAnEarlierOneIsHeardOf() {
        Review review = after(posted(2), new Reply(ours("told", 7200)));

        Decision late = ReviewDecider.decide(review, observed("earlier", 60, null));

        assertThat(late.events()).hasOnlyElementsOfType(ReplyKept.class);
        assertThat(late.review().repliedAt()).isEqualTo(NOON.plusSeconds(7200));
    }

    /** MSG-02: a reply of ours that comes back as observed is the same reply. */
    @Test
    void shouldKnowItsOwnReplyWhenItComesBack() {
        Review review = after(posted(2), new Reply(ours("Sorry, we send another!", 60)));

        assertThat(ReviewDecider.decide(review, observed("whatever", 90_000, "dispatch-60"))
                        .events())
                .as("by its dispatch")
                .isEmpty();
        assertThat(ReviewDecider.decide(review, observed("sorry we send  ANOTHER", 360, null))
                        .events())
                .as("by text and time")
                .isEmpty();
        assertThat(ReviewDecider.decide(review, observed("Sorry, we send another!", 661, null))
                        .events())
                .as("too late to be an echo")
                .hasOnlyElementsOfType(ReplyKept.class);
        assertThat(ReviewDecider.decide(review, observed("Sorry, we send another!", 70, "dispatch-of-others"))
                        .events())
                .as("of another dispatch")
                .hasOnlyElementsOfType(ReplyKept.class);
    }

    /** REV-05: a revision is linked to what preceded it. */
    @Test
    void shouldLinkARevisionToWhatPrecededIt() {
        Review review = after(posted(1), revised(60, 3));

        Decision decision = ReviewDecider.decide(review, revised(120, 5));

        assertThat(decision.events()).containsExactly(new Revised(revision(120, 5), 3));
        assertThat(decision.review().stars()).isEqualTo(5);
        assertThat(decision.review().posted().stars()).isEqualTo(1);
    }

    @Test
    void shouldKeepAnOlderRevisionWithoutTurningTheRatingBack() {
        Review review = after(posted(1), revised(120, 5));

        Decision late = ReviewDecider.decide(review, revised(60, 3));

        assertThat(late.events()).containsExactly(new RevisionKept(revision(60, 3)));
        assertThat(late.review().stars()).isEqualTo(5);
    }

    /** A revision or a reply before the review waits for it and is applied when it comes, in the order of their own times. */
    @Test
    void shouldApplyWhatWaitedForThePosting() {
        Review waiting =
                after(revised(120, 5), observed("second", 600, null), revised(60, 3), observed("first", 300, null));

        assertThat(waiting.posting()).isNull();
        Decision decision = ReviewDecider.decide(waiting, posted(1));

        assertThat(decision.events())
                .containsExactly(
                        new Posted(aPosting(1)),
                        new Revised(revision(60, 3), 1),
                        new Revised(revision(120, 5), 3),
                        new FirstReplied(SellerReply.observed(KEY, "first", NOON.plusSeconds(300), null)));
        assertThat(decision.review().revisions()).hasSize(2);
        assertThat(decision.review().replies()).hasSize(2);
    }

    @Test
    void shouldShowTheNewestTextThatWasGiven() {
        Review review =
                after(posted(1), new Revise(new Revision(NOON.plusSeconds(60), 3, "better now")), revised(120, 5));

        assertThat(review.text()).isEqualTo("better now");
    }

    /** Whatever the order and repetition: the same rating, the same history, each fact once. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void shouldKnowTheSameWhateverTheOrderAndRepetition(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<ReviewCommand> told = new ArrayList<>(List.of(posted(1 + random.nextInt(5))));
            for (int i = random.nextInt(4); i > 0; i--) {
                told.add(revised(100 * i, 1 + random.nextInt(5)));
            }
            for (int i = random.nextInt(4); i > 0; i--) {
                told.add(observed("reply " + i, random.nextInt(1000), null));
            }
            Review inOrder = after(told.toArray(ReviewCommand[]::new));
            List<ReviewCommand> disordered = new ArrayList<>(told);
            disordered.addAll(told.subList(0, random.nextInt(told.size())));
            Collections.shuffle(disordered, random);

            List<ReviewEvent> events = new ArrayList<>();
            Review review = Review.unknown(KEY);
            for (ReviewCommand command : disordered) {
                Decision decision = ReviewDecider.decide(review, command);
                events.addAll(decision.events());
                review = decision.review();
            }

            String where = "seed %d, round %d".formatted(seed, round);
            assertThat(review.stars()).as(where).isEqualTo(inOrder.stars());
            assertThat(review.revisions()).as(where).isEqualTo(inOrder.revisions());
            assertThat(review.replies()).as(where).isEqualTo(inOrder.replies());
            assertThat(events).as(where).doesNotHaveDuplicates();
            assertThat(events).as(where).filteredOn(Posted.class::isInstance).hasSize(1);
            assertThat(events)
                    .as(where)
                    .filteredOn(FirstReplied.class::isInstance)
                    .hasSize(review.replies().isEmpty() ? 0 : 1);
        }
    }

    private static Review after(ReviewCommand... commands) {
        Review review = Review.unknown(KEY);
        for (ReviewCommand command : commands) {
            review = ReviewDecider.decide(review, command).review();
        }
        return review;
    }

    private static Post posted(int stars) {
        return new Post(aPosting(stars));
    }

    private static Posting aPosting(int stars) {
        return new Posting(
                "o1",
                "p1",
                "b1",
                "ES",
                stars,
                null,
                "as posted",
                NOON,
                new Classification(ReviewClass.PRODUCT, List.of()),
                NOON.plus(Duration.ofHours(48)),
                "aliexpress@2024-06");
    }

    private static Revise revised(int second, int stars) {
        return new Revise(revision(second, stars));
    }

    private static Revision revision(int second, int stars) {
        return new Revision(NOON.plusSeconds(second), stars, null);
    }

    private static Observe observed(String text, int second, @Nullable String dispatchId) {
        return new Observe(SellerReply.observed(KEY, text, NOON.plusSeconds(second), dispatchId), ECHO);
    }

    private static SellerReply ours(String text, int second) {
        return new SellerReply(
                "reply-" + second, text, NOON.plusSeconds(second), "agent-1", "dispatch-" + second, null);
    }
}
