package dev.rapport.gateway.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How registered URLs are called. */
@ConfigMapping(prefix = "rapport.gateway.webhooks")
public interface WebhookConfig {

    /** What secrets are sealed with in the database: at least 16 characters drawn at random. Without it no webhook can be registered. */
    Optional<String> key();

    /** Whether this process makes the calls. */
    @WithDefault("true")
    boolean deliver();

    /** Whether URLs may lead to private and loopback addresses. */
    @WithDefault("false")
    boolean privateTargets();

    /** Time for a whole answer, the lookup of the name included. */
    @WithDefault("10S")
    Duration timeout();

    /** Wait after the first failure; doubled with each further one. */
    @WithDefault("10S")
    Duration retryFirst();

    /** Longest wait between two attempts. */
    @WithDefault("1H")
    Duration retryLongest();

    /** How long a delivery is tried. */
    @WithDefault("24H")
    Duration giveUp();

    /** Calls under way at once, in this process. */
    @WithDefault("32")
    int calls();

    /** Of these, those of one seller. */
    @WithDefault("8")
    int callsOfASeller();

    /** And those of one webhook; one that does not answer in time has one at a time. */
    @WithDefault("4")
    int callsOfAWebhook();

    /** How often is looked for what is due. */
    @WithDefault("200MS")
    Duration poll();

    /** How long a delivery that is over stays in the log. */
    @WithDefault("30D")
    Duration remember();

    /** Webhooks of one seller. */
    @WithDefault("10")
    int ofASeller();
}
