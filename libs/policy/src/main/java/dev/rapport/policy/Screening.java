package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * MSG-10: what a pack adds to the screening that holds everywhere.
 *
 * @param trackingHosts carriers' hosts that may be linked, lower case; their subdomains count
 * @param phrases the words screening looks for, by {@link ScreeningSignal}
 */
public record Screening(List<String> trackingHosts, KeywordTable phrases) {

    private static final Set<String> SIGNALS =
            Arrays.stream(ScreeningSignal.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    public Screening {
        new Checks()
                .unique("trackingHosts", trackingHosts)
                .that(
                        "trackingHosts",
                        trackingHosts.stream().allMatch(host -> host.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+")),
                        "must be bare host names")
                .that("phrases", phrases.signals().equals(SIGNALS), "must signal exactly " + String.join(", ", SIGNALS))
                .verify();
    }
}
