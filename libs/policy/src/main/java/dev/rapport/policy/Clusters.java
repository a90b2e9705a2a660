package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.time.Duration;

/**
 * REV-07: when reviews and disputes that belong together raise an alert.
 *
 * @param productCount so many negative reviews or disputes on one product …
 * @param productWithin … within this long
 * @param countryRise a country's dispute rate up by this share or more …
 * @param countryPeriod … from one such period to the next
 * @param burstTimes negative reviews so many times their usual hourly rate …
 * @param burstUsualOver … which is taken over this long
 * @param burstPromise what is then promised to each of those buyers
 */
public record Clusters(
        int productCount,
        Duration productWithin,
        double countryRise,
        Duration countryPeriod,
        double burstTimes,
        Duration burstUsualOver,
        Duration burstPromise) {
    public Clusters {
        new Checks()
                .positive("productCount", productCount)
                .positive("productWithin", productWithin)
                .positive("countryRise", countryRise)
                .positive("countryPeriod", countryPeriod)
                .positive("burstTimes", burstTimes)
                .positive("burstUsualOver", burstUsualOver)
                .positive("burstPromise", burstPromise)
                .verify();
    }
}
