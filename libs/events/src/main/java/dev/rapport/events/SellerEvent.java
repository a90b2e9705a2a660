package dev.rapport.events;

import static dev.rapport.events.TextForm.ID;
import static dev.rapport.events.TextForm.LABEL;
import static dev.rapport.events.TextForm.ZONE;

import java.util.List;

/** Seller profiles on {@code rapport.sellers}, compacted: the newest of a seller is the whole truth. */
public sealed interface SellerEvent extends RapportEvent {

    /** The whole profile of a seller, {@code zone} an IANA name, {@code languages} as language tags. */
    record SellerChanged(
            @Text(ID) String sellerId,
            @Text(LABEL) String marketplace,
            @Text(LABEL) String pack,
            @Text(ZONE) String zone,
            AccountType accountType,
            boolean verified,
            Fulfilment fulfilment,
            WorkingHours calendar,
            List<@Text(LABEL) String> languages)
            implements SellerEvent {
        public SellerChanged {
            RecordShape.check(
                    SellerChanged.class,
                    sellerId,
                    marketplace,
                    pack,
                    zone,
                    accountType,
                    verified,
                    fulfilment,
                    calendar,
                    languages);
            languages = List.copyOf(languages);
        }
    }
}
