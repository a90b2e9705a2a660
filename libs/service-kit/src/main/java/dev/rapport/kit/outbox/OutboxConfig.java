package dev.rapport.kit.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the relay carries the outbox to Kafka. */
@ConfigMapping(prefix = "rapport.outbox")
public interface OutboxConfig {

    /** Whether this process runs a relay; false only where another program reads the table. */
    @WithDefault("true")
    boolean relay();

    /** Rows read, produced and deleted at once. */
    @WithDefault("2000")
    int batchRows();

    /** Bytes of values at which a batch ends early; it always has at least one row. */
    @WithDefault("8388608")
    long batchBytes();

    /** How long a relay that has nothing to do waits for a notification before it looks anyway; the net below NOTIFY. */
    @WithDefault("250MS")
    Duration poll();

    /** How long after its last row a relay goes on looking by itself, so that writers need not notify it. */
    @WithDefault("100MS")
    Duration linger();

    /** How long it waits for company after a few rows, while it looks by itself; what comes after a pause is carried at once. */
    @WithDefault("20MS")
    Duration pace();

    /** How often the relays of one database divide the buckets anew. */
    @WithDefault("1S")
    Duration balance();

    /** First wait after a failure; doubled with each further one. */
    @WithDefault("100MS")
    Duration retryFirst();

    /** Longest wait between two attempts. */
    @WithDefault("5S")
    Duration retryLongest();
}
