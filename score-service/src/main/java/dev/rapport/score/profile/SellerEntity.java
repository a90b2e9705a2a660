package dev.rapport.score.profile;

import dev.rapport.events.AccountType;
import dev.rapport.events.Fulfilment;
import dev.rapport.events.SellerEvent.SellerChanged;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.TenantId;

/** A row of table {@code seller} to look at. Within a session there is one seller. */
@Entity
@Immutable
@Table(name = "seller")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class SellerEntity {

    @Id
    @Column(name = "seller_id")
    String sellerId;

    @TenantId
    @Column(name = "seller_id", insertable = false, updatable = false)
    String tenant;

    long version;

    String marketplace;

    String pack;

    String zone;

    @Enumerated(EnumType.STRING)
    @Column(name = "account_type")
    AccountType accountType;

    boolean verified;

    @Enumerated(EnumType.STRING)
    Fulfilment fulfilment;

    String calendar;

    String[] languages;

    StoredProfile stored() {
        return new StoredProfile(
                new SellerChanged(
                        sellerId,
                        marketplace,
                        pack,
                        zone,
                        accountType,
                        verified,
                        fulfilment,
                        CalendarJson.read(calendar),
                        List.of(languages)),
                version);
    }
}
