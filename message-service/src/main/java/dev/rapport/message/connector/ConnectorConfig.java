package dev.rapport.message.connector;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How connectors that Rapport brings deliver. */
@ConfigMapping(prefix = "rapport.connectors")
public interface ConnectorConfig {

    /** Whether this process delivers; false for one that only answers REST. */
    @WithDefault("true")
    boolean deliver();

    /** Whether webhooks may go to loopback and private addresses. */
    @WithDefault("false")
    boolean privateTargets();

    /** The folder in which the file connector writes, a file for each seller; without it there is no file connector. */
    Optional<Path> folder();

    /** How long a webhook may take to answer. */
    @WithDefault("10S")
    Duration timeout();

    /** How many calls are under way at once. */
    @WithDefault("64")
    int calls();

    /** How many of them for one seller; one alone while that seller's webhook does not answer in time. */
    @WithDefault("4")
    int callsOfASeller();

    /** How often a call is tried before the attempt is reported as failed. */
    @WithDefault("3")
    int tries();

    /** Wait before the second try; doubled with each further one. */
    @WithDefault("1S")
    Duration retryFirst();

    /** How long to wait before looking again after nothing was to be done. */
    @WithDefault("200MS")
    Duration poll();

    /** How long a dispatch is remembered, so that it does not go out again. */
    @WithDefault("30D")
    Duration remember();
}
