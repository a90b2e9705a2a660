package dev.rapport.gateway.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a request was answered.
 *
 * @param status of HTTP
 * @param location of what was made; null where nothing was
 */
record Outcome(
        UUID auditId,
        String sellerId,
        Instant at,
        int status,
        @Nullable String location) {}
