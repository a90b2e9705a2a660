package dev.rapport.score.engine;

import dev.rapport.events.AlertEvent;
import dev.rapport.events.CareFact;
import dev.rapport.events.InboundEvent;
import dev.rapport.events.MessageFact;
import dev.rapport.events.OutboundEvent;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.ReviewFact;
import dev.rapport.events.ScoreEvent;
import dev.rapport.events.SellerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A batch of facts folded to what it changes (SCO-01): deltas per seller and hour, and what must first be held against what
 * is already stored, namely orders and disputes, which count once, and reviews, which can be taken back.
 *
 * <p>Folding is commutative: any order of the same facts, in any split over batches, changes the stored state alike.
 */
public final class Fold {
    private final HourDeltas deltas = new HourDeltas();
    private final Counting counting = new Counting(deltas);
    private final SortedMap<OnceKey, Long> once = new TreeMap<>();
    private final SortedMap<ReviewKey, List<ReviewFact>> reviews = new TreeMap<>();

    /** Folds one event in, unless it cannot be true. */
    public Outcome add(RapportEvent event) {
        Optional<String> objection = Plausible.objection(event);
        if (objection.isPresent()) {
            return new Outcome.Refused(objection.get());
        }
        switch (event) {
            case MessageFact fact -> counting.count(fact);
            case ReviewFact fact -> add(fact);
            case CareFact fact -> counting.count(fact);
            case InboundEvent.OrderPlaced order ->
                earliest(new OnceKey(order.sellerId(), OnceKey.What.ORDER, order.orderId()), Hours.of(order.placedAt()));
            case InboundEvent.DisputeOpened dispute ->
                earliest(
                        new OnceKey(dispute.sellerId(), OnceKey.What.DISPUTE, dispute.disputeId()),
                        Hours.of(dispute.openedAt()));
            case InboundEvent _, OutboundEvent _, SellerEvent _, ScoreEvent _, AlertEvent _ -> {}
        }
        return Outcome.FOLDED;
    }

    private void add(ReviewFact fact) {
        counting.count(fact);
        switch (fact) {
            case ReviewFact.ReviewReceived received -> remember(received.reviewId(), received);
            case ReviewFact.ReviewReclassified moved -> remember(moved.reviewId(), moved);
            case ReviewFact.ReviewHidden hidden -> remember(hidden.reviewId(), hidden);
            case ReviewFact.ReviewReplied _,
                    ReviewFact.ReviewOverdue _,
                    ReviewFact.ReviewStageCompleted _,
                    ReviewFact.ReviewInvited _,
                    ReviewFact.ReviewRevised _,
                    ReviewFact.ReviewAppealed _,
                    ReviewFact.ReviewAppealDecided _ -> {}
        }
    }

    private void remember(String reviewId, ReviewFact fact) {
        reviews.computeIfAbsent(new ReviewKey(fact.sellerId(), reviewId), key -> new ArrayList<>())
                .add(fact);
    }

    private void earliest(OnceKey key, long hour) {
        once.merge(key, hour, Math::min);
    }

    /** What counts once, with the hour it would count in; in order. */
    public SortedMap<OnceKey, Long> once() {
        return once;
    }

    /** The facts that change what a review counts for, by review; in order. */
    public SortedMap<ReviewKey, List<ReviewFact>> reviews() {
        return reviews;
    }

    /** What the batch changes in each hour; {@link #once()} and {@link #reviews()} are to be added by who knows what is stored. */
    public HourDeltas deltas() {
        return deltas;
    }
}
