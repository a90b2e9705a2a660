package dev.rapport.text.screening;

import dev.rapport.text.ShippedPacks;

/** The screening of the shipped packs, as a service builds it. */
final class ShippedScreening {

    static final Screening ALIEXPRESS = Screening.of(ShippedPacks.ALIEXPRESS);

    private ShippedScreening() {}
}
