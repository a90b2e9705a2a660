package dev.rapport.score.profile;

import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.tenancy.SellerScoped;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.policy.DefaultProfile;
import dev.rapport.policy.Packs;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads profiles, and replaces them together with the fact that tells of it. */
@Singleton
class Profiles {
    private final EntityManager entities;
    private final SellerTransactions sellers;
    private final ProfileFacts facts;
    private final Outbox outbox;
    private final Packs packs;
    private final Clock clock;

    Profiles(
            EntityManager entities,
            SellerTransactions sellers,
            ProfileFacts facts,
            Outbox outbox,
            Packs packs,
            Clock clock) {
        this.entities = entities;
        this.sellers = sellers;
        this.facts = facts;
        this.outbox = outbox;
        this.packs = packs;
        this.clock = clock;
    }

    /** The profile of a seller; the default one, with version 0, when nobody has brought one. */
    @SellerScoped
    StoredProfile read(String sellerId) {
        SellerEntity entity = entities.find(SellerEntity.class, sellerId);
        return entity == null
                ? new StoredProfile(DefaultProfile.of(sellerId, packs.pack(DefaultProfile.PACK, clock.instant())), 0)
                : entity.stored();
    }

    /**
     * Replaces a profile. The same profile again changes and tells nothing.
     *
     * @param ifMatch the {@code If-Match} header; demanded when the profile is stored, version 0 included
     * @throws dev.rapport.kit.problem.ProblemException 428 or 412
     */
    StoredProfile replace(SellerChanged profile, @Nullable String ifMatch) {
        // What PostgreSQL keeps, so that the fact and the row say the same.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return sellers.write(profile.sellerId(), tx -> replace(tx, profile, ifMatch, now));
    }

    private StoredProfile replace(Connection tx, SellerChanged profile, @Nullable String ifMatch, Instant now)
            throws SQLException {
        StoredProfile before = ProfileRows.lock(tx, profile.sellerId());
        if (before == null) {
            // Who read the default profile has seen version 0.
            ETags.honour(ifMatch, 0L);
            StoredProfile first = new StoredProfile(profile, 1);
            if (ProfileRows.insert(tx, first, now)) {
                ProfileRows.lookAgain(tx, profile.sellerId(), now);
                outbox.append(tx, List.of(facts.changed(first, now)));
                return first;
            }
            before = ProfileRows.lock(tx, profile.sellerId());
        }
        if (before == null) {
            throw new IllegalStateException("a seller's row is neither there nor can it be made");
        }
        ETags.demand(ifMatch, before.version());
        if (before.profile().equals(profile)) {
            return before;
        }
        StoredProfile next = new StoredProfile(profile, before.version() + 1);
        ProfileRows.update(tx, next, now);
        ProfileRows.lookAgain(tx, profile.sellerId(), now);
        outbox.append(tx, List.of(facts.changed(next, now)));
        return next;
    }
}
