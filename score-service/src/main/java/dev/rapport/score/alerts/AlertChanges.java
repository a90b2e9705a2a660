package dev.rapport.score.alerts;

import dev.rapport.events.AlertEvent;
import dev.rapport.events.AlertEvent.AlertRaised;
import dev.rapport.events.AlertEvent.AlertResolved;
import dev.rapport.events.EventType;
import dev.rapport.events.FactId;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.score.alerts.AlertRows.Open;
import dev.rapport.score.alerts.model.Condition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Raises and resolves this service's own alerts: holds conditions against what is open. */
public final class AlertChanges {
    private final Map<Open, AlertRaised> open;

    private AlertChanges(Map<Open, AlertRaised> open) {
        this.open = open;
    }

    /** What is open of some sellers, whose exclusive locks the transaction holds. */
    public static AlertChanges of(Connection tx, Collection<String> sellers) throws SQLException {
        return new AlertChanges(AlertRows.open(tx, sellers));
    }

    /**
     * Writes down what changes for one seller.
     *
     * @param pack label of the version it is judged by
     * @return the facts that tell of it
     */
    public List<Fact> decide(Connection tx, String sellerId, String pack, Collection<Condition> conditions, Instant now)
            throws SQLException {
        List<AlertEvent> changes = new ArrayList<>();
        Set<Open> watched = new HashSet<>();
        for (Condition condition : conditions) {
            Open key = new Open(sellerId, condition.rule(), condition.subject());
            watched.add(key);
            AlertRaised before = open.get(key);
            switch (condition.verdict()) {
                case HOLDS -> {
                    if (before == null) {
                        changes.add(raised(sellerId, condition, now));
                    }
                }
                case NEAR -> {}
                case OVER -> {
                    if (before != null) {
                        changes.add(resolved(before, condition.value(), now));
                    }
                }
            }
        }
        open.forEach((key, before) -> {
            // Another pack may not know the rule.
            if (key.sellerId().equals(sellerId) && !watched.contains(key)) {
                changes.add(resolved(before, null, now));
            }
        });
        List<Fact> facts = new ArrayList<>();
        for (AlertEvent change : changes) {
            AlertRows.write(tx, change, true);
            facts.add(Fact.of(change, now, pack, idOf(change)));
        }
        return facts;
    }

    private static String idOf(AlertEvent change) {
        return switch (change) {
            case AlertRaised raised -> raised.alertId();
            case AlertResolved resolved -> resolved.alertId();
        };
    }

    private static AlertRaised raised(String sellerId, Condition condition, Instant now) {
        return new AlertRaised(
                sellerId,
                FactId.of(EventType.ALERT_RAISED, sellerId, condition.rule(), condition.subject(), now.toString()),
                condition.rule(),
                condition.severity().wireName(),
                condition.subject(),
                condition.value(),
                condition.threshold(),
                now);
    }

    private static AlertResolved resolved(
            AlertRaised raised, @org.jspecify.annotations.Nullable Double value, Instant now) {
        return new AlertResolved(
                raised.sellerId(),
                raised.alertId(),
                raised.rule(),
                raised.severity(),
                raised.subject(),
                value,
                raised.threshold(),
                now);
    }
}
