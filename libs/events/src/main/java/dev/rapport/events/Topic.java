package dev.rapport.events;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The topics of the suite. The record key is the {@code sellerId} on all of them. */
public enum Topic {
    INBOUND("rapport.inbound", Duration.ofDays(30), "What happened at the marketplace, told by connectors and ERPs."),
    MESSAGES("rapport.messages", Duration.ofDays(400), "Facts about turns and messages."),
    REVIEWS("rapport.reviews", Duration.ofDays(400), "Facts about reviews."),
    CARE("rapport.care", Duration.ofDays(400), "Facts about care."),
    OUTBOUND("rapport.outbound", Duration.ofDays(7), "What a connector must deliver."),
    SELLERS("rapport.sellers", null, "Seller profiles; the newest per seller is kept."),
    SCORES("rapport.scores", null, "Present score, standing and prices; the newest per seller is kept."),
    ALERTS("rapport.alerts", Duration.ofDays(30), "Alerts raised and resolved."),
    DEAD_LETTERS("rapport.dead-letters", Duration.ofDays(30), "Records that could not be applied, with the reason.");

    /** Partitions of each topic unless an installation says otherwise. */
    public static final int DEFAULT_PARTITIONS = 12;

    /** Partitions of each topic on the local stack. */
    public static final int LOCAL_PARTITIONS = 4;

    private final String wireName;
    private final @Nullable Duration retention;
    private final String description;

    Topic(String wireName, @Nullable Duration retention, String description) {
        this.wireName = wireName;
        this.retention = retention;
        this.description = description;
    }

    /** The name on the broker. */
    public String wireName() {
        return wireName;
    }

    /** One sentence on what it carries. */
    public String description() {
        return description;
    }

    /** How long records are kept after they were appended, or null when the topic is compacted. */
    public @Nullable Duration retention() {
        return retention;
    }

    /** Whether only the newest record per seller is kept. */
    public boolean compacted() {
        return retention == null;
    }

    /** The largest record the broker takes, bytes: 1 MiB, and 4 MiB for dead letters. */
    public int maxMessageBytes() {
        return (this == DEAD_LETTERS ? 4 : 1) << 20;
    }

    /** The number of partitions unless an installation says otherwise. */
    public int partitions() {
        return DEFAULT_PARTITIONS;
    }

    /**
     * The topic's configuration for the Kafka admin client. Times are the broker's append times, so that imported history is
     * not cut by retention.
     */
    public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("cleanup.policy", compacted() ? "compact" : "delete");
        config.put("retention.ms", retention == null ? "-1" : Long.toString(retention.toMillis()));
        config.put("max.message.bytes", Integer.toString(maxMessageBytes()));
        config.put("message.timestamp.type", "LogAppendTime");
        return config;
    }

    /** The topic of that name, or null when it is none of ours. */
    public static @Nullable Topic named(String wireName) {
        for (Topic topic : values()) {
            if (topic.wireName.equals(wireName)) {
                return topic;
            }
        }
        return null;
    }
}
