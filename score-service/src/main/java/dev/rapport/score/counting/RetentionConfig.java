package dev.rapport.score.counting;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How long what is counted is kept. */
@ConfigMapping(prefix = "rapport.retention")
interface RetentionConfig {

    /** Counters, and with them what counts once and reviews; at least 490 days. Absent: for ever. */
    Optional<Duration> counters();

    /** The events behind lost points; at least the 90 days of the longest window. */
    @WithDefault("490D")
    Duration evidence();

    /** How often what has run out is dropped. */
    @WithDefault("6H")
    Duration every();
}
