package dev.rapport.kit.seller;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.events.Decoded;
import dev.rapport.events.Envelope;
import dev.rapport.events.EventCodec;
import dev.rapport.events.EventType;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.events.Topic;
import dev.rapport.kit.inbox.Received;
import dev.rapport.policy.DefaultProfile;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** This service's own copy of the seller profiles on {@code rapport.sellers}. */
@Singleton
public final class SellerProfiles {

    private static final String UPSERT = """
            INSERT INTO seller_profile AS known (seller_id, profile, changed_at) VALUES (?, ?, ?)
            ON CONFLICT (seller_id) DO UPDATE SET profile = excluded.profile, changed_at = excluded.changed_at
             WHERE known.changed_at <= excluded.changed_at
            """;

    private static final String SELECT = "SELECT seller_id, profile FROM seller_profile WHERE seller_id = ANY (?)";

    private final EventCodec codec = new EventCodec();
    // A profile is kept as the data of its event; these headers make it one again.
    private final Headers headers = new RecordHeaders(codec.headers(
            new Envelope("stored", "/rapport/stored", EventType.SELLER_CHANGED, null, null, null, null, null, false)));

    /** Takes over a profile from {@code rapport.sellers}, unless a younger one is known (a replayed dead letter may be old). */
    public void apply(Connection tx, Received received) throws SQLException {
        if (!(received.event() instanceof SellerChanged profile)) {
            throw new IllegalArgumentException("a profile comes as seller.changed, not as "
                    + received.envelope().type().wireName());
        }
        Instant told = received.envelope().time();
        apply(tx, profile, told == null ? received.appendedAt() : told);
    }

    /** Takes over a profile that was changed at the given time, unless a younger one is known. */
    public void apply(Connection tx, SellerChanged profile, Instant changedAt) throws SQLException {
        try (PreparedStatement upsert = tx.prepareStatement(UPSERT)) {
            upsert.setString(1, profile.sellerId());
            upsert.setBytes(2, codec.data(profile));
            upsert.setObject(3, OffsetDateTime.ofInstant(changedAt, ZoneOffset.UTC));
            upsert.executeUpdate();
        }
    }

    /** The profile of one seller; the default profile when none has come yet. */
    public SellerChanged get(Connection tx, String sellerId) throws SQLException {
        return get(tx, List.of(sellerId)).getOrDefault(sellerId, DefaultProfile.of(sellerId));
    }

    /** The profiles of several sellers in one query, with an entry for each: the default profile where none has come yet. */
    public Map<String, SellerChanged> get(Connection tx, Collection<String> sellers) throws SQLException {
        Map<String, SellerChanged> profiles = new HashMap<>();
        for (String seller : sellers) {
            profiles.put(seller, DefaultProfile.of(seller));
        }
        try (PreparedStatement select = tx.prepareStatement(SELECT)) {
            select.setArray(1, tx.createArrayOf("text", profiles.keySet().toArray(String[]::new)));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    profiles.put(rows.getString(1), profile(rows.getString(1), rows.getBytes(2)));
                }
            }
        }
        return profiles;
    }

    private SellerChanged profile(String sellerId, byte[] data) {
        Decoded decoded = codec.decode(Topic.SELLERS, sellerId.getBytes(UTF_8), headers, data);
        if (decoded instanceof Decoded.Event(Envelope unused, SellerChanged profile)) {
            return profile;
        }
        throw new IllegalStateException("the stored profile of seller " + sellerId + " cannot be read: " + decoded);
    }
}
