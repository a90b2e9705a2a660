package dev.rapport.kit.seller;

import dev.rapport.events.SellerEvent;
import dev.rapport.kit.inbox.Received;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** This service's own copy of the seller profiles on {@code rapport.sellers}. */
@Singleton
public final class SellerProfiles {

    /** Takes over a profile from {@code rapport.sellers}, unless a younger one is known (a replayed dead letter may be old). */
    public void apply(Connection tx, Received received) throws SQLException {
        throw new IllegalStateException("not filled in yet");
    }

    /** Takes over a profile that was changed at the given time, unless a younger one is known. */
    public void apply(Connection tx, SellerEvent.SellerChanged profile, Instant changedAt) throws SQLException {
        throw new IllegalStateException("not filled in yet");
    }

    /** The profile of one seller; the default profile when none has come yet. */
    public SellerEvent.SellerChanged get(Connection tx, String sellerId) throws SQLException {
        throw new IllegalStateException("not filled in yet");
    }

    /** The profiles of several sellers in one query, with an entry for each: the default profile where none has come yet. */
    public Map<String, SellerEvent.SellerChanged> get(Connection tx, Collection<String> sellers) throws SQLException {
        throw new IllegalStateException("not filled in yet");
    }
}
