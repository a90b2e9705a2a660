package dev.rapport.review.signal;

import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.InboundEvent.DisputeOpened;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.ReviewClass;
import dev.rapport.events.ReviewFact.ReviewReclassified;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.kit.inbox.Received;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.review.casework.Cases;
import dev.rapport.review.review.application.Rulebook;
import dev.rapport.review.review.application.SellerRules;
import dev.rapport.review.review.model.ReviewKey;
import dev.rapport.review.signal.SignalRows.Seed;
import dev.rapport.review.signal.SignalRows.Watched;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * REV-01: after a batch, looks at the negative reviews whose signals it may have changed. The guess by words was told when a review came;
 * what signals make of it is told as a reclassification, once. So the end does not depend on the order in which cases are heard of.
 */
@Singleton
public final class SignalKeeping {
    private final SellerProfiles profiles;
    private final Rulebook rulebook;
    private final Cases cases;

    SignalKeeping(SellerProfiles profiles, Rulebook rulebook, Cases cases) {
        this.profiles = profiles;
        this.rulebook = rulebook;
        this.cases = cases;
    }

    /**
     * To be called when the batch has been written down.
     *
     * @return what is to be told
     */
    public List<Fact> after(Connection tx, List<Received> batch, Instant now) throws SQLException {
        Map<String, Map<String, Seed>> seeds = new TreeMap<>();
        List<SignalRows.OrderName> orders = new ArrayList<>();
        for (Received received : batch) {
            switch (received.event()) {
                // Which stars are negative is the pack's to say; five never are.
                case BuyerReviewPosted review
                when review.stars() < 5 ->
                    seed(seeds, review.sellerId(), review.buyer().id(), review.postedAt());
                case DisputeOpened dispute ->
                    orders.add(new SignalRows.OrderName(dispute.sellerId(), dispute.orderId()));
                case OrderPlaced order -> orders.add(new SignalRows.OrderName(order.sellerId(), order.orderId()));
                default -> {
                    // no signal
                }
            }
        }
        SignalRows.casesOf(tx, orders, (seller, buyer, at) -> seed(seeds, seller, buyer, at));
        if (seeds.isEmpty()) {
            return List.of();
        }
        Map<String, SellerChanged> sellers = profiles.get(tx, seeds.keySet());
        List<Fact> facts = new ArrayList<>();
        for (var seller : seeds.entrySet()) {
            SellerChanged profile = sellers.get(seller.getKey());
            var rules = profile == null ? null : rulebook.of(profile, now).orElse(null);
            if (rules != null) {
                look(tx, seller.getKey(), seller.getValue(), rules, now, facts);
            }
        }
        return facts;
    }

    private static void seed(Map<String, Map<String, Seed>> seeds, String seller, String buyer, Instant at) {
        seeds.computeIfAbsent(seller, _ -> new TreeMap<>()).merge(buyer, new Seed(at, at), Seed::with);
    }

    private void look(
            Connection tx, String seller, Map<String, Seed> buyers, SellerRules rules, Instant now, List<Fact> facts)
            throws SQLException {
        var reviews = rules.pack().reviews();
        List<SignalRows.Outcome> changed = new ArrayList<>();
        for (Watched one : SignalRows.watched(tx, seller, buyers, reviews, rules.tone())) {
            var signals = one.suspicion().signals(reviews.signals());
            boolean malicious = one.suspicion().decides(reviews.signals()) && one.guess() != ReviewClass.MALICIOUS;
            if (malicious || !signals.equals(one.before())) {
                changed.add(new SignalRows.Outcome(one.reviewId(), signals, malicious));
            }
            // What an agent made of it stands (both are kept).
            if (malicious && one.corrected() == null) {
                facts.add(reclassified(seller, one, now));
                facts.addAll(cases.close(tx, new ReviewKey(seller, one.reviewId()), now));
            }
        }
        SignalRows.keep(tx, seller, changed);
    }

    private static Fact reclassified(String seller, Watched one, Instant now) {
        var fact = new ReviewReclassified(
                seller, one.reviewId(), one.guess(), ReviewClass.MALICIOUS, one.stars(), one.postedAt());
        return Fact.of(fact, now, one.pack(), one.reviewId(), "signals");
    }
}
