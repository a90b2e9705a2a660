package dev.rapport.events;

import static dev.rapport.events.TextForm.LABEL;

import org.jspecify.annotations.Nullable;

/**
 * As much of a delivery address as the rules need.
 *
 * @param poBox whether it is a post-office box, null when unknown (MSG-22)
 */
public record Address(
        @Text(LABEL) String country,
        @Nullable String region,
        @Nullable Boolean poBox) {
    public Address {
        RecordShape.check(Address.class, country, region, poBox);
    }
}
