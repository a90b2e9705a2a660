package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.util.List;

/**
 * MSG-10: what a pack adds to the screening that holds everywhere.
 *
 * @param trackingHosts carriers' hosts that may be linked, lower case; their subdomains count
 * @param phrases the words screening looks for, by {@link ScreeningSignal}
 */
public record Screening(List<String> trackingHosts, KeywordTable phrases) {

    public Screening {
        Checks checks = new Checks()
                .unique("trackingHosts", trackingHosts)
                .that(
                        "trackingHosts",
                        trackingHosts.stream().allMatch(host -> host.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+")),
                        "must be bare host names");
        Texts.signals(checks, "phrases", phrases, ScreeningSignal.class);
        checks.verify();
    }
}
