package dev.rapport.review.cluster;

import dev.rapport.events.AlertEvent;
import dev.rapport.events.AlertEvent.AlertRaised;
import dev.rapport.events.AlertEvent.AlertResolved;
import dev.rapport.events.EventType;
import dev.rapport.events.FactId;
import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.InboundEvent.DisputeOpened;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.kit.due.DueHandler;
import dev.rapport.kit.due.DueRow;
import dev.rapport.kit.inbox.Received;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.policy.Pack;
import dev.rapport.review.cluster.model.ClusterRules;
import dev.rapport.review.cluster.model.Condition;
import dev.rapport.review.cluster.model.Condition.Verdict;
import dev.rapport.review.cluster.model.Figures;
import dev.rapport.review.review.application.Rulebook;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a seller's figures when something bad was told, and again as long as something is raised or may still change. All windows end
 * now, so imported history raises nothing.
 */
@Singleton
public final class ClusterWatch implements DueHandler {
    /** What is raised, or may be soon, is looked at again then. */
    private static final Duration AGAIN = Duration.ofMinutes(10);

    /** Compensation has its first repeat purchases after about this long, and is judged for so long. */
    private static final Duration TIME_TO_RETURN = Duration.ofDays(30);

    private static final Duration JUDGED_FOR = Duration.ofDays(90);
    private static final Duration RETURN_AGAIN = Duration.ofDays(1);

    /** No bad news of before this can change a window that ends now. */
    private static final Duration OLD_NEWS = Duration.ofDays(15);

    private static final String LOOK = """
            INSERT INTO cluster_watch AS known (seller_id, look_at) VALUES (?, ?)
            ON CONFLICT (seller_id) DO UPDATE SET look_at = least(known.look_at, excluded.look_at)
            """;

    private static final String NEXT = "UPDATE cluster_watch SET look_at = ? WHERE seller_id = ?";

    private final SellerProfiles profiles;
    private final Rulebook rulebook;
    private final Returns returns;
    private final Outbox outbox;

    ClusterWatch(SellerProfiles profiles, Rulebook rulebook, Returns returns, Outbox outbox) {
        this.profiles = profiles;
        this.rulebook = rulebook;
        this.returns = returns;
        this.outbox = outbox;
    }

    /** Has a seller looked at as soon as may be. */
    public void look(Connection tx, String sellerId, Instant now) throws SQLException {
        try (PreparedStatement look = tx.prepareStatement(LOOK)) {
            look.setString(1, sellerId);
            look.setObject(2, now.atOffset(ZoneOffset.UTC));
            look.executeUpdate();
        }
    }

    /** Has those sellers looked at of which a batch brings bad news of these days. */
    public void heard(Connection tx, List<Received> batch, Instant now) throws SQLException {
        Set<String> sellers = new TreeSet<>();
        for (Received received : batch) {
            Instant at = badAt(received.event());
            if (at != null && at.isAfter(now.minus(OLD_NEWS))) {
                sellers.add(received.event().sellerId());
            }
        }
        for (String seller : sellers) {
            look(tx, seller, now);
        }
    }

    private static @Nullable Instant badAt(RapportEvent event) {
        if (event instanceof DisputeOpened dispute) {
            return dispute.openedAt();
        }
        // Which stars are negative is the pack's to say; a review without five stars is worth a look.
        return event instanceof BuyerReviewPosted review && review.stars() < 5 ? review.postedAt() : null;
    }

    @Override
    public void fire(Connection tx, List<DueRow> rows, Instant now) throws SQLException {
        Set<String> sellers = new TreeSet<>();
        rows.forEach(row -> sellers.add(row.sellerId()));
        Map<String, SellerChanged> theirs = profiles.get(tx, sellers);
        List<Fact> facts = new ArrayList<>();
        for (String seller : sellers) {
            SellerChanged profile = theirs.get(seller);
            var rules = profile == null ? null : rulebook.of(profile, now).orElse(null);
            Instant next = rules == null ? null : look(tx, seller, rules.pack(), now, facts);
            try (PreparedStatement update = tx.prepareStatement(NEXT)) {
                update.setObject(1, next == null ? null : next.atOffset(ZoneOffset.UTC));
                update.setString(2, seller);
                update.executeUpdate();
            }
        }
        outbox.append(tx, facts);
    }

    /** @return when to look again; null when only news can change anything */
    private @Nullable Instant look(Connection tx, String seller, Pack pack, Instant now, List<Fact> facts)
            throws SQLException {
        var reviews = pack.reviews();
        Instant until = now.minus(TIME_TO_RETURN);
        var returned = returns.of(
                tx, seller, until.minus(JUDGED_FOR), until, now, pack.triage().rates());
        Figures figures =
                ClusterRows.figures(tx, seller, reviews.clusters(), reviews.negativeUpTo(), now, returned.ratio());
        var conditions = ClusterRules.judge(
                figures, reviews.clusters(), reviews.compensation().returnBelow());
        boolean raised = false;
        for (AlertEvent change : changes(tx, seller, conditions, now)) {
            facts.add(Fact.of(change, now, pack.label(), idOf(change)));
            raised |= change instanceof AlertRaised;
        }
        if (raised || !figures.quiet() || !ClusterRows.open(tx, seller).isEmpty()) {
            return now.plus(AGAIN);
        }
        var given = returns.of(
                tx,
                seller,
                now.minus(TIME_TO_RETURN).minus(JUDGED_FOR),
                now,
                now,
                pack.triage().rates());
        return given.offers() > 0 ? now.plus(RETURN_AGAIN) : null;
    }

    private static List<AlertEvent> changes(Connection tx, String seller, List<Condition> conditions, Instant now)
            throws SQLException {
        List<AlertRaised> open = ClusterRows.open(tx, seller);
        List<AlertEvent> changes = new ArrayList<>();
        Set<String> watched = new HashSet<>();
        for (Condition condition : conditions) {
            watched.add(condition.rule() + condition.subject());
            AlertRaised before = open.stream()
                    .filter(one ->
                            one.rule().equals(condition.rule()) && one.subject().equals(condition.subject()))
                    .findFirst()
                    .orElse(null);
            if (condition.verdict() == Verdict.HOLDS && before == null) {
                AlertRaised alert = raised(seller, condition, now);
                ClusterRows.raise(tx, alert);
                changes.add(alert);
            } else if (condition.verdict() == Verdict.OVER && before != null) {
                changes.add(resolved(tx, before, condition.value(), now));
            }
        }
        for (AlertRaised before : open) {
            // Nothing is counted of it any more.
            if (!watched.contains(before.rule() + before.subject())) {
                changes.add(resolved(tx, before, null, now));
            }
        }
        return changes;
    }

    private static AlertRaised raised(String seller, Condition condition, Instant now) {
        String id = FactId.of(EventType.ALERT_RAISED, seller, condition.rule(), condition.subject(), now.toString());
        return new AlertRaised(
                seller,
                id,
                condition.rule(),
                "warning",
                condition.subject(),
                condition.value(),
                condition.threshold(),
                now);
    }

    private static AlertResolved resolved(Connection tx, AlertRaised before, @Nullable Double value, Instant now)
            throws SQLException {
        ClusterRows.resolve(tx, before);
        return new AlertResolved(
                before.sellerId(),
                before.alertId(),
                before.rule(),
                before.severity(),
                before.subject(),
                value,
                before.threshold(),
                now);
    }

    private static String idOf(AlertEvent change) {
        return switch (change) {
            case AlertRaised raised -> raised.alertId();
            case AlertResolved resolved -> resolved.alertId();
        };
    }
}
