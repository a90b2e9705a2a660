package dev.rapport.kit.access;

import dev.rapport.kit.access.TokenCheck.Outcome.Verified;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were verified a moment ago, with whom they speak for: a client sends the same one with every request, and verifying its
 * signature costs more than most answers. One is taken on trust for half a minute, never past its own expiry; so long a key that
 * the issuer withdraws may still be honoured. Only what was verified is remembered, so nobody can fill it with inventions.
 */
final class VerifiedTokens {

    private static final Duration TRUST = Duration.ofSeconds(30);
    private static final int MOST = 10_000;

    private final ConcurrentHashMap<String, Known> known = new ConcurrentHashMap<>();
    private final Clock clock;

    private record Known(Verified verified, Instant until) {}

    VerifiedTokens(Clock clock) {
        this.clock = clock;
    }

    /** What a token was found to be; null when it has to be verified. @param authorization the header as sent */
    @Nullable
    Verified find(String authorization) {
        Known entry = known.get(authorization);
        if (entry == null) {
            return null;
        }
        if (clock.instant().isBefore(entry.until())) {
            return entry.verified();
        }
        known.remove(authorization, entry);
        return null;
    }

    /** Remembers one that was just verified. */
    void remember(String authorization, Verified verified) {
        Instant now = clock.instant();
        Instant trusted = now.plus(TRUST);
        if (known.size() >= MOST) {
            known.values().removeIf(entry -> !now.isBefore(entry.until()));
            if (known.size() >= MOST) {
                known.clear();
            }
        }
        Instant expires = verified.expires();
        known.put(authorization, new Known(verified, expires.isBefore(trusted) ? expires : trusted));
    }
}
