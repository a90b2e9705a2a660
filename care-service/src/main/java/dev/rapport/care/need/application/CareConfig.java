package dev.rapport.care.need.application;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How care is sent. */
@ConfigMapping(prefix = "rapport.care")
public interface CareConfig {

    /** How long a new need waits at least, so that a more valuable one of the same moment can take its slot (CARE-02). */
    @WithDefault("3S")
    Duration settle();

    /** Orders looked at in one step when a rule is switched on. */
    @WithDefault("500")
    int rollOutOrders();
}
