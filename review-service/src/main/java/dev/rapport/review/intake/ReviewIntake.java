package dev.rapport.review.intake;

import dev.rapport.events.InboundEvent.AppealDecided;
import dev.rapport.events.ScoreEvent.ScoreChanged;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.kit.due.SellerArrivals;
import dev.rapport.kit.inbox.BatchHandler;
import dev.rapport.kit.inbox.Received;
import dev.rapport.kit.inbox.Unappliable;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.review.appeal.Appeals;
import dev.rapport.review.casework.InviteScores;
import dev.rapport.review.casework.StageKeeping;
import dev.rapport.review.chronicle.ChronicleKeeping;
import dev.rapport.review.cluster.ClusterWatch;
import dev.rapport.review.dispatch.Dispatches;
import dev.rapport.review.review.application.Proceedings;
import dev.rapport.review.review.application.Reviews;
import dev.rapport.review.review.application.Rulebook;
import dev.rapport.review.review.application.SellerRules;
import dev.rapport.review.review.model.ReviewKey;
import dev.rapport.review.signal.SignalKeeping;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Applies a batch from Kafka: recalls every review it tells of at once, decides event by event in memory, keeps and publishes the
 * result at once.
 */
@Singleton
final class ReviewIntake implements BatchHandler {

    private final Reviews reviews;
    private final SellerProfiles profiles;
    private final Rulebook rulebook;
    private final Outbox outbox;
    private final SellerArrivals arrivals;
    private final InviteScores scores;
    private final StageKeeping stages;
    private final ChronicleKeeping chronicle;
    private final Appeals appeals;
    private final SignalKeeping signals;
    private final Dispatches dispatches;
    private final ClusterWatch clusters;

    ReviewIntake(
            Reviews reviews,
            SellerProfiles profiles,
            Rulebook rulebook,
            Outbox outbox,
            SellerArrivals arrivals,
            InviteScores scores,
            StageKeeping stages,
            ChronicleKeeping chronicle,
            Appeals appeals,
            SignalKeeping signals,
            Dispatches dispatches,
            ClusterWatch clusters) {
        this.reviews = reviews;
        this.profiles = profiles;
        this.rulebook = rulebook;
        this.outbox = outbox;
        this.arrivals = arrivals;
        this.scores = scores;
        this.stages = stages;
        this.chronicle = chronicle;
        this.appeals = appeals;
        this.signals = signals;
        this.dispatches = dispatches;
        this.clusters = clusters;
    }

    /** An event and what it means. */
    private record Meant(Received received, Arrival arrival) {}

    @Override
    public void apply(Connection tx, List<Received> batch, Instant now) throws SQLException {
        arrivals.note(tx, batch, now);
        List<Meant> meant = new ArrayList<>(batch.size());
        List<AppealDecided> decisions = new ArrayList<>();
        for (Received received : batch) {
            if (received.event() instanceof SellerChanged) {
                profiles.apply(tx, received);
            } else if (received.event() instanceof ScoreChanged score) {
                scores.keep(tx, score);
            } else if (received.event() instanceof AppealDecided decision) {
                decisions.add(decision);
            } else if (Arrival.of(received.event()) instanceof Arrival arrival) {
                meant.add(new Meant(received, arrival));
            }
        }
        if (!meant.isEmpty()) {
            apply(tx, meant);
        }
        chronicle.keep(tx, batch);
        outbox.append(tx, appeals.decide(tx, decisions));
        outbox.append(tx, signals.after(tx, batch, now));
        dispatches.heard(tx, batch, now);
        clusters.heard(tx, batch, now);
    }

    private void apply(Connection tx, List<Meant> arrivals) throws SQLException {
        Set<ReviewKey> keys = new TreeSet<>();
        arrivals.forEach(meant -> keys.add(meant.arrival.key()));
        Map<String, SellerChanged> sellers =
                profiles.get(tx, keys.stream().map(ReviewKey::sellerId).collect(Collectors.toSet()));
        var proceedings = new Proceedings(reviews.recall(tx, keys));
        for (Meant meant : arrivals) {
            ReviewKey key = meant.arrival.key();
            SellerChanged profile = Objects.requireNonNull(sellers.get(key.sellerId()), "every seller has a profile");
            proceedings.act(
                    key,
                    meant.arrival.command(rules(meant, profile)),
                    meant.received.envelope().traceparent());
        }
        reviews.keep(tx, proceedings.changes());
        List<Fact> facts = new ArrayList<>(proceedings.facts());
        facts.addAll(stages.after(tx, proceedings.changes().reviews(), sellers));
        outbox.append(tx, facts);
    }

    /** A pack that is not here may be mounted later: the event is set aside and can be replayed then. */
    private SellerRules rules(Meant meant, SellerChanged profile) {
        return rulebook.of(profile, meant.arrival.at())
                .orElseThrow(() -> new Unappliable(meant.received, "the seller's pack is not here: " + profile.pack()));
    }
}
