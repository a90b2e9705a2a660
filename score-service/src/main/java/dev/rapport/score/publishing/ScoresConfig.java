package dev.rapport.score.publishing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How changed scores are told. */
@ConfigMapping(prefix = "rapport.scores")
interface ScoresConfig {

    /** Whether this process tells them; false for one that only answers REST. */
    @WithDefault("true")
    boolean publish();

    /** A seller's score is told again only after this long. */
    @WithDefault("1S")
    Duration every();

    /** How long to wait when nothing has changed. */
    @WithDefault("200MS")
    Duration idle();

    /** Sellers per transaction. */
    @WithDefault("64")
    int atOnce();

    /** The part of one processor's time that telling may take while there is more to tell; the rest is for counting. */
    @WithDefault("0.25")
    double share();
}
