package dev.rapport.score.freshness;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the lag is watched. */
@ConfigMapping(prefix = "rapport.freshness")
interface FreshnessConfig {

    /** How often the ends of the topics are held against what is counted; no lag shown is shorter than its age. */
    @WithDefault("250MS")
    Duration every();
}
