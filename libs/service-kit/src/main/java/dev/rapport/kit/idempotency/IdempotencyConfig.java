package dev.rapport.kit.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long answers are remembered. */
@ConfigMapping(prefix = "rapport.idempotency")
public interface IdempotencyConfig {

    /** Time for which the same key gives the same answer. */
    @WithDefault("24H")
    Duration keep();
}
