package dev.rapport.text.screening;

import dev.rapport.policy.Packs;
import java.time.Instant;

/** The screening of the shipped packs, as a service builds it. */
final class ShippedScreening {

    static final Screening ALIEXPRESS = Screening.of(Packs.load(null).pack("aliexpress", Instant.EPOCH));

    private ShippedScreening() {}
}
