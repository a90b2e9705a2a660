package dev.rapport.kit.inbox;

import dev.rapport.events.Envelope;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Topic;
import java.time.Instant;

/**
 * One event as it came from Kafka.
 *
 * @param envelope its CloudEvents attributes
 * @param event its data
 * @param appendedAt when the broker appended it to its log
 */
public record Received(
        Envelope envelope, RapportEvent event, Topic topic, int partition, long offset, Instant appendedAt) {}
