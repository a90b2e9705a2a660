package dev.rapport.kit.due;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How rows that fall due are looked for. */
@ConfigMapping(prefix = "rapport.due")
public interface DueConfig {

    /** Whether this process fires what is due; false for one that only answers REST. */
    @WithDefault("true")
    boolean fire();

    /** Rows claimed in one transaction, at most. */
    @WithDefault("500")
    int batchRows();

    /** How long to wait before looking again after nothing was due. */
    @WithDefault("100MS")
    Duration poll();

    /** Least time between two looks at rows that were due long ago, which wait for their seller to be quiet. */
    @WithDefault("1S")
    Duration latePoll();

    /** How long a row whose handler failed is left alone at first; doubled with each further failure. */
    @WithDefault("30S")
    Duration retryFirst();

    /** Longest time such a row is left alone. */
    @WithDefault("1H")
    Duration retryLongest();
}
