package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.util.List;

/**
 * MSG-10: what a pack adds to the screening that holds everywhere.
 *
 * @param trackingHosts carriers' hosts that may be linked, lower case; their subdomains count
 */
public record Screening(List<String> trackingHosts) {
    public Screening {
        new Checks()
                .unique("trackingHosts", trackingHosts)
                .that(
                        "trackingHosts",
                        trackingHosts.stream().allMatch(host -> host.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+")),
                        "must be bare host names")
                .verify();
    }
}
