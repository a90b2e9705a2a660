package dev.rapport.care.eligibility;

import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.policy.DefaultProfile;
import dev.rapport.policy.Pack;
import dev.rapport.policy.Packs;
import dev.rapport.policy.TimePassing;
import dev.rapport.text.screening.Screenings;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** The packs, each with its screening, which is made once. */
@Singleton
public final class CareRulebook {
    private final Packs packs;
    private final Screenings screenings = new Screenings();

    /** @param packs read at the start */
    public CareRulebook(Packs packs) {
        this.packs = packs;
    }

    /** The rules a seller is under at {@code at}; empty when its profile names a pack that is not here. */
    public Optional<SellerRules> of(SellerChanged profile, Instant at) {
        if (!packs.names().contains(profile.pack())) {
            return Optional.empty();
        }
        Pack pack = packs.pack(profile.pack(), at);
        return Optional.of(new SellerRules(profile, pack, screenings.of(pack)));
    }

    /** When a due row may fire: one rule for all, that of the default profile's pack. */
    public TimePassing timePassing(Instant at) {
        return packs.pack(DefaultProfile.PACK, at).timePassing();
    }
}
