package dev.rapport.events;

import static dev.rapport.events.TextForm.ID;
import static dev.rapport.events.TextForm.LABEL;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Alerts of every service on {@code rapport.alerts}; raised and resolved carry the same {@code alertId}. */
public sealed interface AlertEvent extends RapportEvent {

    /** SCO-09: a rule's condition began to hold for {@code subject}. */
    record AlertRaised(
            @Text(ID) String sellerId,
            @Text(ID) String alertId,
            @Text(LABEL) String rule,
            @Text(LABEL) String severity,
            String subject,
            @Nullable Double value,
            @Nullable Double threshold,
            Instant at)
            implements AlertEvent {
        public AlertRaised {
            RecordShape.check(AlertRaised.class, sellerId, alertId, rule, severity, subject, value, threshold, at);
        }
    }

    /** SCO-09: the condition no longer holds. */
    record AlertResolved(
            @Text(ID) String sellerId,
            @Text(ID) String alertId,
            @Text(LABEL) String rule,
            @Text(LABEL) String severity,
            String subject,
            @Nullable Double value,
            @Nullable Double threshold,
            Instant at)
            implements AlertEvent {
        public AlertResolved {
            RecordShape.check(AlertResolved.class, sellerId, alertId, rule, severity, subject, value, threshold, at);
        }
    }
}
