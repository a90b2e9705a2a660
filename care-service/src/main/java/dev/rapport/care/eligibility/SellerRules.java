package dev.rapport.care.eligibility;

import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.policy.Care;
import dev.rapport.policy.Pack;
import dev.rapport.text.screening.Screening;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules one seller is under at one moment.
 *
 * @param pack the version in force
 * @param screening MSG-10, of that pack
 */
public record SellerRules(SellerChanged profile, Pack pack, Screening screening) {

    /** Section 3 of the rulebook. */
    public Care care() {
        return pack.care();
    }

    /** The seller's own zone. */
    public ZoneId zone() {
        return ZoneId.of(profile.zone());
    }

    /** The zones a buyer of that country may live in; the seller's own for one whose country is not known. */
    public List<ZoneId> buyerZones(@Nullable String country) {
        List<ZoneId> zones = country == null ? List.of() : care().zones().zones(country);
        return zones.isEmpty() ? List.of(zone()) : zones;
    }
}
