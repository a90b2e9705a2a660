package dev.rapport.message.conversation.application;

import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.policy.Packs;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the clocks of sellers between uses, for a working calendar is worth keeping. A changed profile makes new ones. */
public final class SellerClockBook {

    // One entry is some kilobytes. Whoever has more sellers than this at once pays for making a few again.
    private static final int MOST_SELLERS = 5_000;

    private final Map<String, SellerClocks> kept = new ConcurrentHashMap<>();
    private final Packs packs;

    public SellerClockBook(Packs packs) {
        this.packs = packs;
    }

    /** The clocks of a seller with this profile. */
    public SellerClocks of(SellerChanged profile) {
        SellerClocks clocks = kept.get(profile.sellerId());
        if (clocks == null || !clocks.profile().equals(profile)) {
            clocks = new SellerClocks(profile, packs);
            if (kept.size() >= MOST_SELLERS) {
                kept.clear();
            }
            kept.put(profile.sellerId(), clocks);
        }
        return clocks;
    }

    /** The clocks of each seller. */
    public Map<String, SellerClocks> of(Map<String, SellerChanged> profiles) {
        var clocks = new HashMap<String, SellerClocks>();
        profiles.forEach((seller, profile) -> clocks.put(seller, of(profile)));
        return clocks;
    }
}
