package dev.rapport.gateway.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A URL a seller wants to be called at.
 *
 * @param events names of live events, or {@code *} alone
 * @param sealedSecret see {@link SealedSecrets}
 * @param disabledReason why it was disabled by itself; null when it is active or was switched off by hand
 */
record Webhook(
        String sellerId,
        String webhookId,
        String url,
        List<String> events,
        byte[] sealedSecret,
        boolean active,
        @Nullable String disabledReason,
        @Nullable Instant disabledAt,
        @Nullable Instant succeededAt,
        Instant createdAt,
        Instant activeSince,
        long version) {

    static final String EVERY_EVENT = "*";

    /** What binds a sealed secret to its webhook. */
    static String place(String sellerId, String webhookId) {
        return sellerId + '/' + webhookId;
    }

    boolean wants(String event) {
        return events.contains(EVERY_EVENT) || events.contains(event);
    }
}
