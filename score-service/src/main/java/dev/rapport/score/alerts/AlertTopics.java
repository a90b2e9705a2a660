package dev.rapport.score.alerts;

import dev.rapport.events.AlertEvent;
import dev.rapport.events.EventType;
import dev.rapport.events.Topic;
import dev.rapport.kit.inbox.Received;
import dev.rapport.kit.inbox.Subscription;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;

/**
 * Reads {@code rapport.alerts}: what message-, review- and care-service raise, and what this service told itself, which it knows
 * already. A group of its own, so that counting does not wait for alerts nor they for it.
 */
final class AlertTopics {
    AlertTopics() {}

    @Produces
    @Singleton
    @Named("alerts")
    static Subscription keeping() {
        return new Subscription(
                "score-service-alerts",
                EnumSet.of(Topic.ALERTS),
                EnumSet.of(EventType.ALERT_RAISED, EventType.ALERT_RESOLVED),
                AlertTopics::keep);
    }

    private static void keep(Connection tx, List<Received> batch, Instant now) throws SQLException {
        for (Received received : batch) {
            if (received.event() instanceof AlertEvent fact) {
                AlertRows.write(tx, fact, false);
            }
        }
    }
}
