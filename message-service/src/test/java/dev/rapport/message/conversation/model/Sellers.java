package dev.rapport.message.conversation.model;

import dev.rapport.events.AccountType;
import dev.rapport.events.Fulfilment;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.policy.DefaultProfile;
import dev.rapport.policy.Packs;
import java.util.List;

/** Sellers of the shipped packs. */
public final class Sellers {

    public static final Packs PACKS = Packs.load(null);

    private Sellers() {}

    /** Default profile: aliexpress, working Monday to Friday 09:00 to 22:00 in Shanghai. */
    public static SellerClocks onAliexpress(String sellerId) {
        return new SellerClocks(DefaultProfile.of(sellerId), PACKS);
    }

    /** Every hour counts. */
    public static SellerClocks onAmazon(String sellerId) {
        var usual = DefaultProfile.of(sellerId);
        return new SellerClocks(
                new SellerChanged(
                        sellerId,
                        "amazon",
                        "amazon",
                        "America/New_York",
                        AccountType.ENTERPRISE,
                        true,
                        Fulfilment.SELF,
                        usual.calendar(),
                        List.of("en")),
                PACKS);
    }
}
