package dev.rapport.score.profile;

import dev.rapport.kit.outbox.Fact;
import dev.rapport.policy.Packs;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Turns a stored profile into the public fact. */
@Singleton
final class ProfileFacts {
    private final Packs packs;

    ProfileFacts(Packs packs) {
        this.packs = packs;
    }

    /** {@code seller.changed}; the version makes it this change and no other of its seller. */
    Fact changed(StoredProfile stored, Instant changedAt) {
        String label = packs.pack(stored.profile().pack(), changedAt).label();
        return Fact.of(stored.profile(), changedAt, label, "version", Long.toString(stored.version()));
    }
}
