package dev.rapport.kit.access;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Reads the claims of a token that has already been verified. */
final class Tokens {

    private static final String SELLERS = "sellers";

    /** A signed token in its compact form (RFC 7515); the library behind trips over some of what is not one. */
    private static final Pattern BEARER =
            Pattern.compile("(?i:bearer) +[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private static final int LONGEST = 8_192;

    private Tokens() {}

    /** Is there exactly one header, and could it hold a signed token? */
    static boolean wellFormed(List<String> authorization) {
        return authorization.size() == 1
                && authorization.getFirst().length() <= LONGEST
                && BEARER.matcher(authorization.getFirst()).matches();
    }

    /** The caller; null where the identity is no token's or has no subject. */
    static @Nullable Caller callerOf(SecurityIdentity identity) {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            return null;
        }
        String subject = token.getSubject();
        if (subject == null || subject.isBlank()) {
            return null;
        }
        return new Caller(subject, texts(token.getClaim(SELLERS)), roles(identity));
    }

    /** When the token behind a caller's identity ends; at once where it does not say. */
    static Instant expiryOf(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? Instant.ofEpochSecond(token.getExpirationTime())
                : Instant.EPOCH;
    }

    private static Set<Role> roles(SecurityIdentity identity) {
        var roles = EnumSet.noneOf(Role.class);
        for (String claim : identity.getRoles()) {
            Role role = Role.ofClaim(claim);
            if (role != null) {
                roles.add(role);
            }
        }
        return roles;
    }

    /** A claim that is a list of texts; anything else in it gives no rights. */
    private static Set<String> texts(@Nullable Object claim) {
        var texts = new HashSet<String>();
        if (claim instanceof Iterable<?> list) {
            for (Object one : list) {
                String text =
                        one instanceof JsonString json ? json.getString() : one instanceof String plain ? plain : "";
                if (!text.isBlank()) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }
}
