package dev.rapport.kit.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How records are taken from Kafka. */
@ConfigMapping(prefix = "rapport.inbox")
public interface InboxConfig {

    /** Whether this process runs its subscriptions; false for one that only answers REST. */
    @WithDefault("true")
    boolean consume();

    /**
     * Consumers of each subscription in this process, all in its group: while one waits for the database another reads. As many as
     * there are processors beside the broker's and the database's need is enough.
     */
    @WithDefault("1")
    int consumers();

    /** Records applied in one transaction, at most. */
    @WithDefault("1000")
    int batchRecords();

    /** Bytes fetched at once, at most: the memory that waiting records take. */
    @WithDefault("16777216")
    int fetchBytes();

    /**
     * Time from one small batch to the next, at least. What comes first is applied at once; what follows shares its transaction with
     * what comes meanwhile, so that a brook of single events does not cost five services a commit each. Large batches wait for nothing.
     */
    @WithDefault("40MS")
    Duration pace();

    /** First wait after a failure; doubled with each further one. */
    @WithDefault("100MS")
    Duration retryFirst();

    /** Longest wait between two attempts. */
    @WithDefault("5S")
    Duration retryLongest();

    /** Time after which the group gives the partitions of a silent member to others; the broker's least is 6 s. */
    @WithDefault("8S")
    Duration session();

    /** Time a batch may take before the group holds this member for stuck and gives its partitions to others. */
    @WithDefault("5M")
    Duration patience();

    /** How long foreign events are remembered by their id. */
    @WithDefault("7D")
    Duration remember();

    /** How often what need not be remembered any more is removed. */
    @WithDefault("10M")
    Duration tidy();
}
