package dev.rapport.gateway.rate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much is let through, of each gateway process. */
@ConfigMapping(prefix = "rapport.gateway.rate")
public interface RateConfig {

    /** Of one caller, whatever seller it asks about. */
    Caller caller();

    /** About one seller, whoever asks. */
    Seller seller();

    /** One caller: the agent a token names. */
    interface Caller {
        @WithDefault("2000")
        int perSecond();

        @WithDefault("8000")
        int burst();
    }

    /** One seller. */
    interface Seller {
        @WithDefault("4000")
        int perSecond();

        @WithDefault("16000")
        int burst();
    }
}
