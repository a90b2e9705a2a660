package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.time.Duration;
import java.util.List;

/**
 * MSG-15: receipts and retries.
 *
 * @param unknownAfter no receipt for this long makes a delivery {@code unknown}
 * @param retryAfter waits before the second, third … attempt of a failed one; when they are used up it stays failed
 * @param degradedAbove share of failures …
 * @param degradedWithin … over this long that marks the channel degraded
 * @param degradedAtLeast fewer deliveries mark nothing
 */
public record Delivery(
        Duration unknownAfter,
        List<Duration> retryAfter,
        double degradedAbove,
        Duration degradedWithin,
        int degradedAtLeast) {
    public Delivery {
        new Checks()
                .positive("unknownAfter", unknownAfter)
                .that("retryAfter", retryAfter.stream().allMatch(Duration::isPositive), "must be above 0")
                .rate("degradedAbove", degradedAbove)
                .positive("degradedWithin", degradedWithin)
                .positive("degradedAtLeast", degradedAtLeast)
                .verify();
    }
}
