package dev.rapport.gateway.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the audit log is kept. */
@ConfigMapping(prefix = "rapport.gateway.audit")
public interface AuditConfig {

    /** How long an entry is kept; never less than 30 days, which the database itself sees to. */
    @WithDefault("400D")
    Duration keep();

    /** Requests that may wait to be written down; more are refused with 503 at once. */
    @WithDefault("2000")
    int waiting();

    /** Outcomes that may wait while the database is away; of more it will not be known how they ended. */
    @WithDefault("20000")
    int outcomes();

    /** How often what is too old is removed. */
    @WithDefault("1H")
    Duration tidy();
}
