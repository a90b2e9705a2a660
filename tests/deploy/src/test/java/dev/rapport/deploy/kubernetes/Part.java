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
import java.util.Set;
import java.util.stream.Stream;

/**
 * The parts of the suite, what each reads and writes, and what it needs around it: the one source of users, rights, network policies and
 * databases. {@code TopicRightsIT} of the system tests holds it against the running suite.
 */
enum Part {
    GATEWAY("gateway", "gateway", Set.of(MESSAGES, REVIEWS, CARE, SCORES, ALERTS, INBOUND), Set.of()),
    MESSAGE(
            "message-service",
            "message",
            Set.of(INBOUND, OUTBOUND, SELLERS, REVIEWS, CARE, SCORES),
            Set.of(INBOUND, MESSAGES, OUTBOUND, ALERTS, DEAD_LETTERS)),
    REVIEW(
            "review-service",
            "review",
            Set.of(INBOUND, MESSAGES, OUTBOUND, SELLERS, SCORES),
            Set.of(REVIEWS, OUTBOUND, ALERTS, DEAD_LETTERS)),
    CARE_SERVICE(
            "care-service",
            "care",
            Set.of(INBOUND, MESSAGES, SELLERS, SCORES),
            Set.of(CARE, OUTBOUND, ALERTS, DEAD_LETTERS)),
    SCORE(
            "score-service",
            "score",
            Set.of(INBOUND, MESSAGES, REVIEWS, CARE, ALERTS),
            Set.of(SELLERS, SCORES, ALERTS, DEAD_LETTERS));

    private final String wireName;
    private final String database;
    private final Set<Topic> reads;
    private final Set<Topic> writes;

    Part(String wireName, String database, Set<Topic> reads, Set<Topic> writes) {
        this.wireName = wireName;
        this.database = database;
        this.reads = reads;
        this.writes = writes;
    }

    String wireName() {
        return wireName;
    }

    String database() {
        return database;
    }

    /** Its own facts, too: after its database was put back it reads what it told since. What comes in is not its own. */
    boolean reads(Topic topic) {
        return reads.contains(topic) || writes.contains(topic) && topic != DEAD_LETTERS;
    }

    boolean writes(Topic topic) {
        return writes.contains(topic);
    }

    /** Those behind the gateway. */
    static List<Part> services() {
        return Stream.of(values()).filter(part -> part != GATEWAY).toList();
    }
}
