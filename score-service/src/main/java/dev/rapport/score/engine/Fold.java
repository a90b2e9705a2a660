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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A batch of facts folded to what it changes (SCO-01): deltas per seller and hour, and what must first be held against what
 * is already stored, namely orders and disputes, which count once, and reviews, which can be taken back.
 *
 * <p>Folding is commutative: any order of the same facts, in any split over batches, changes the stored state alike.
 */
public final class Fold {
    private final HourDeltas deltas = new HourDeltas();
    private final Counting counting = new Counting(deltas);
    private final NavigableMap<OnceKey, Long> once = new TreeMap<>();
    private final NavigableMap<ReviewKey, List<ReviewFact>> reviews = new TreeMap<>();
    private final Map<OnceKey, InboundEvent.DisputeOpened> disputes = new HashMap<>();
    private final Map<Evidence.Key, Evidence> evidence = new HashMap<>();

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
                earliest(
                        new OnceKey(order.sellerId(), OnceKey.What.ORDER, order.orderId()), Hours.of(order.placedAt()));
            case InboundEvent.DisputeOpened dispute -> add(dispute);
            case InboundEvent _, OutboundEvent _, SellerEvent _, ScoreEvent _, AlertEvent _ -> {}
        }
        lowered(Lowering.of(event));
        lowered(Lowering.also(event));
        return Outcome.FOLDED;
    }

    private void lowered(@Nullable Evidence found) {
        if (found != null) {
            evidence.merge(found.key(), found, Evidence::and);
        }
    }

    private void add(InboundEvent.DisputeOpened dispute) {
        OnceKey key = new OnceKey(dispute.sellerId(), OnceKey.What.DISPUTE, dispute.disputeId());
        earliest(key, Hours.of(dispute.openedAt()));
        disputes.merge(key, dispute, (one, other) -> other.openedAt().isBefore(one.openedAt()) ? other : one);
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

    /** What counts once in this batch; in order. */
    public SortedSet<OnceKey> onceKeys() {
        return Collections.unmodifiableSortedSet(once.navigableKeySet());
    }

    /** The hour in which something that counts once would count. */
    public long hourOf(OnceKey key) {
        return Objects.requireNonNull(once.get(key), "not in this batch");
    }

    /** The reviews whose counts this batch may change; in order. */
    public SortedSet<ReviewKey> reviewKeys() {
        return Collections.unmodifiableSortedSet(reviews.navigableKeySet());
    }

    /**
     * Holds the batch against what is stored, which makes it ready to be written. To be called once.
     *
     * @param storedOnce of {@link #onceKeys()}, those that count already, with their hours
     * @param storedReviews of {@link #reviewKeys()}, those that are known
     */
    public Settled settle(Map<OnceKey, Long> storedOnce, Map<ReviewKey, ReviewRow> storedReviews) {
        SortedMap<OnceKey, Long> changedOnce = new TreeMap<>();
        Map<OnceKey, Long> moved = new HashMap<>();
        once.forEach((key, hour) -> {
            Long stored = storedOnce.get(key);
            // What two sources date differently counts as the earlier: a rule that needs no order.
            if (stored == null || hour < stored) {
                key.move(stored, hour, deltas);
                changedOnce.put(key, hour);
                InboundEvent.DisputeOpened dispute = disputes.get(key);
                if (dispute != null) {
                    lowered(Lowering.dispute(dispute));
                }
                if (dispute != null && stored != null) {
                    moved.put(key, stored);
                }
            }
        });
        SortedMap<ReviewKey, ReviewRow> changedReviews = new TreeMap<>();
        reviews.forEach((key, facts) -> {
            ReviewRow before = storedReviews.getOrDefault(key, ReviewRow.UNKNOWN);
            ReviewRow after = before;
            for (ReviewFact fact : facts) {
                after = after.plus(fact);
            }
            if (!after.equals(before)) {
                after.replace(before, deltas, key.sellerId());
                changedReviews.put(key, after);
            }
        });
        return new Settled(changedOnce, changedReviews, deltas.sorted(), evidence.values(), moved);
    }
}
