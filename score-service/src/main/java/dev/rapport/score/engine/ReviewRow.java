package dev.rapport.score.engine;

import dev.rapport.events.ReviewClass;
import dev.rapport.events.ReviewFact;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one review, so that its counts can be taken back exactly.
 *
 * <p>{@code review.hidden} names neither stars nor class, and facts may come in any order: a review may be hidden or
 * reclassified before it is received. The row therefore keeps what each kind of fact says apart from the others, and what
 * the review counts for is worked out anew from all of it; the order in which it was learnt leaves no trace.
 *
 * @param posted null until {@code review.received} has come
 * @param moves what all {@code review.reclassified} together add to each class; they sum to zero
 */
public record ReviewRow(@Nullable Posted posted, Moves moves, boolean hidden) {
    /** A review of which nothing is known. */
    public static final ReviewRow UNKNOWN = new ReviewRow(null, new Moves(0, 0, 0, 0), false);

    private static final int NEGATIVE = 3;

    /** As received; {@code hour} is its anchor. */
    public record Posted(long hour, int stars, ReviewClass reviewClass) {
        private static final Comparator<Posted> ORDER = Comparator.comparingLong(Posted::hour)
                .thenComparingInt(Posted::stars)
                .thenComparing(Posted::reviewClass);
    }

    /** Per class. */
    public record Moves(int logistics, int product, int service, int malicious) {
        Moves plus(ReviewClass reviewClass, int amount) {
            return switch (reviewClass) {
                case LOGISTICS -> new Moves(logistics + amount, product, service, malicious);
                case PRODUCT -> new Moves(logistics, product + amount, service, malicious);
                case SERVICE -> new Moves(logistics, product, service + amount, malicious);
                case MALICIOUS -> new Moves(logistics, product, service, malicious + amount);
            };
        }
    }

    /** This row with one more fact; facts that change nothing about what the review counts for leave it as it is. */
    public ReviewRow plus(ReviewFact fact) {
        return switch (fact) {
            case ReviewFact.ReviewReceived received -> new ReviewRow(earlier(received), moves, hidden);
            case ReviewFact.ReviewReclassified moved ->
                new ReviewRow(posted, moves.plus(moved.before(), -1).plus(moved.after(), 1), hidden);
            case ReviewFact.ReviewHidden _ -> new ReviewRow(posted, moves, true);
            case ReviewFact.ReviewReplied _,
                    ReviewFact.ReviewOverdue _,
                    ReviewFact.ReviewStageCompleted _,
                    ReviewFact.ReviewInvited _,
                    ReviewFact.ReviewRevised _,
                    ReviewFact.ReviewAppealed _,
                    ReviewFact.ReviewAppealDecided _ -> this;
        };
    }

    /** A review received twice, with different facts, counts once and as the earlier: a rule that needs no order. */
    private Posted earlier(ReviewFact.ReviewReceived received) {
        Posted other = new Posted(Hours.of(received.postedAt()), received.stars(), received.reviewClass());
        return posted == null || Posted.ORDER.compare(other, posted) < 0 ? other : posted;
    }

    /** Adds what the review counts for to its hour; {@code times} is 1, or −1 to take it back. */
    void addTo(HourDeltas deltas, String sellerId, int times) {
        if (posted == null || hidden) {
            return;
        }
        Moves classes = moves.plus(posted.reviewClass(), 1);
        boolean negative = posted.stars() <= NEGATIVE;
        deltas.at(sellerId, posted.hour())
                .add(Counter.REVIEWS_POSTED, times)
                .add(Counter.REVIEWS_POSTED_LOGISTICS, (long) times * classes.logistics())
                .add(Counter.REVIEWS_POSTED_PRODUCT, (long) times * classes.product())
                .add(Counter.REVIEWS_POSTED_SERVICE, (long) times * classes.service())
                .add(Counter.REVIEWS_POSTED_MALICIOUS, (long) times * classes.malicious())
                .add(Counter.STARS_SUM, (long) times * posted.stars())
                .add(Counter.REVIEWS_NEGATIVE, negative ? times : 0)
                // REV-03: the stages run for all but malicious ones.
                .add(Counter.REVIEWS_STAGED, negative ? (long) times * (1 - classes.malicious()) : 0);
    }

    /** Changes what the review counts for from {@code before} to this. */
    void replace(ReviewRow before, HourDeltas deltas, String sellerId) {
        before.addTo(deltas, sellerId, -1);
        addTo(deltas, sellerId, 1);
    }
}
