package dev.rapport.score.profile;

import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.policy.DefaultProfile;
import dev.rapport.policy.Pack;
import dev.rapport.policy.Packs;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Gives sellers first seen in an event the default profile, and tells everyone (rulebook, section 0). */
@Singleton
public final class Newcomers {
    private final Packs packs;
    private final ProfileFacts facts;
    private final Outbox outbox;

    Newcomers(Packs packs, ProfileFacts facts, Outbox outbox) {
        this.packs = packs;
        this.facts = facts;
        this.outbox = outbox;
    }

    /**
     * Welcomes sellers that no event was counted of before; one whose profile an admin has brought already keeps it.
     *
     * @param tx a transaction of the worker role that holds the sellers' locks
     * @param sellers in order
     */
    public void welcome(Connection tx, Collection<String> sellers, Instant now) throws SQLException {
        if (sellers.isEmpty()) {
            return;
        }
        Pack usual = packs.pack(DefaultProfile.PACK, now);
        StoredProfile like = newcomer(sellers.iterator().next(), usual);
        List<Fact> told = new ArrayList<>();
        for (String seller : ProfileRows.insertAlike(tx, like, sellers, now)) {
            told.add(facts.changed(newcomer(seller, usual), now));
        }
        outbox.append(tx, told);
    }

    private static StoredProfile newcomer(String seller, Pack usual) {
        return new StoredProfile(DefaultProfile.of(seller, usual), 0);
    }
}
