package dev.rapport.text;

import dev.rapport.policy.Pack;
import dev.rapport.policy.Packs;
import java.time.Instant;

/** The packs as they are shipped. */
public final class ShippedPacks {

    private static final Packs PACKS = Packs.load(null);

    public static final Pack ALIEXPRESS = PACKS.pack("aliexpress", Instant.EPOCH);
    public static final Pack AMAZON = PACKS.pack("amazon", Instant.EPOCH);

    private ShippedPacks() {}
}
