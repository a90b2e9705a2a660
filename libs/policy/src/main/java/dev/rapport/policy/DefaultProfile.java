package dev.rapport.policy;

import dev.rapport.events.AccountType;
import dev.rapport.events.Fulfilment;
import dev.rapport.events.SellerEvent.SellerChanged;
import java.util.List;

/** The profile of a seller first met in an event or a token (rulebook, section 0). */
public final class DefaultProfile {

    /** The pack of the default profile. */
    public static final String PACK = "aliexpress";

    private DefaultProfile() {}

    /** The default profile with the shipped pack's working hours. */
    public static SellerChanged of(String sellerId) {
        return of(sellerId, Shipped.PACK);
    }

    /** The default profile with the working hours of {@code pack}, for where an override may have changed them. */
    public static SellerChanged of(String sellerId, Pack pack) {
        return new SellerChanged(
                sellerId,
                pack.marketplace(),
                pack.name(),
                pack.workingTime().zone().getId(),
                AccountType.INDIVIDUAL,
                false,
                Fulfilment.SELF,
                pack.workingTime().hours(),
                List.of());
    }

    /** Read on first use, so that services that never ask do not read twice. */
    private static final class Shipped {
        static final Pack PACK = Packs.load(null).versions(DefaultProfile.PACK).getFirst();
    }
}
