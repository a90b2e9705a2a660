package dev.rapport.deploy.kubernetes;

import static dev.rapport.events.Topic.ALERTS;
import static dev.rapport.events.Topic.CARE;
import static dev.rapport.events.Topic.DEAD_LETTERS;
import static dev.rapport.events.Topic.INBOUND;
import static dev.rapport.events.Topic.MESSAGES;
import static dev.rapport.events.Topic.OUTBOUND;
import static dev.rapport.events.Topic.REVIEWS;
import static dev.rapport.events.Topic.SCORES;
import static dev.rapport.events.Topic.SELLERS;

import dev.rapport.events.Topic;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the suite, what each reads and writes, and what it needs around it: the one source of users, rights, network policies and
 * databases. {@code TopicRightsIT} of the system tests holds it against the running suite.
 */
enum Part {
    GATEWAY("gateway", null, Set.of(MESSAGES, REVIEWS, CARE, SCORES, ALERTS, INBOUND), Set.of(), false),
    MESSAGE(
            "message-service",
            "message",
            Set.of(INBOUND, OUTBOUND, SELLERS, REVIEWS, CARE, SCORES),
            Set.of(INBOUND, MESSAGES, OUTBOUND, ALERTS, DEAD_LETTERS),
            true),
    REVIEW(
            "review-service",
            "review",
            Set.of(INBOUND, MESSAGES, OUTBOUND, SELLERS, SCORES),
            Set.of(REVIEWS, OUTBOUND, ALERTS, DEAD_LETTERS),
            false),
    CARE_SERVICE(
            "care-service",
            "care",
            Set.of(INBOUND, MESSAGES, SELLERS, SCORES),
            Set.of(CARE, OUTBOUND, ALERTS, DEAD_LETTERS),
            false),
    SCORE(
            "score-service",
            "score",
            Set.of(INBOUND, MESSAGES, REVIEWS, CARE, ALERTS),
            Set.of(SELLERS, SCORES, ALERTS, DEAD_LETTERS),
            false);

    private final String wireName;
    private final @Nullable String database;
    private final Set<Topic> reads;
    private final Set<Topic> writes;
    private final boolean callsOut;

    Part(String wireName, @Nullable String database, Set<Topic> reads, Set<Topic> writes, boolean callsOut) {
        this.wireName = wireName;
        this.database = database;
        this.reads = reads;
        this.writes = writes;
        this.callsOut = callsOut;
    }

    String wireName() {
        return wireName;
    }

    Optional<String> database() {
        return Optional.ofNullable(database);
    }

    boolean reads(Topic topic) {
        return reads.contains(topic);
    }

    boolean writes(Topic topic) {
        return writes.contains(topic);
    }

    /** Whether it calls sellers' webhooks. */
    boolean callsOut() {
        return callsOut;
    }

    static List<Part> services() {
        return Stream.of(values()).filter(part -> part.database != null).toList();
    }
}
