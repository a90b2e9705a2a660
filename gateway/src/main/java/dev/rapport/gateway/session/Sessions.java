package dev.rapport.gateway.session;

import dev.rapport.gateway.sealing.Seal;
import dev.rapport.kit.access.TokenConfig;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Which ways of signing in there are, as configured. */
@ApplicationScoped
class Sessions {

    private final @Nullable SessionCookies cookies;
    private final @Nullable LocalSignIn local;
    private final @Nullable Provider provider;

    /** @throws IllegalStateException with a sentence, for a configuration that would be unsafe or cannot work */
    @Inject
    Sessions(
            Vertx vertx,
            SessionConfig config,
            TokenConfig tokens,
            @ConfigProperty(name = "quarkus.oidc.token.issuer") String issuer,
            @ConfigProperty(name = "quarkus.oidc.token.audience") String audience) {
        if (config.localKeyFile().isPresent() && !tokens.trusted().equals("local")) {
            throw new IllegalStateException(
                    "RAPPORT_LOCAL_KEY_FILE is for the local stack only: it would sign anybody in"
                            + " as anybody, and tokens are trusted from " + tokens.trusted() + " here. Unset it.");
        }
        this.cookies = config.key()
                .map(key -> new SessionCookies(
                        new Seal("rapport sessions", key, "rapport.gateway.session.key"), config.secure()))
                .orElse(null);
        this.local = config.localKeyFile()
                .map(file -> new LocalSignIn(LocalSignIn.keyIn(file), issuer, audience, config.localLifetime()))
                .orElse(null);
        SessionConfig.Provider there = config.provider();
        this.provider = there.clientId()
                .map(client -> new Provider(
                        vertx,
                        needed(there.url().orElse(null), "RAPPORT_OIDC_URL"),
                        client,
                        there.clientSecret().orElse(null),
                        needed(there.publicUrl().orElse(null), "RAPPORT_PUBLIC_URL") + SessionRoutes.RETURN))
                .orElse(null);
        if (cookies == null && (local != null || provider != null)) {
            throw new IllegalStateException(
                    "People can sign in, but RAPPORT_SESSION_KEY, which seals their cookies, is not set.");
        }
    }

    /** Null where nobody can sign in. */
    @Nullable
    SessionCookies cookies() {
        return cookies;
    }

    @Nullable
    LocalSignIn local() {
        return local;
    }

    @Nullable
    Provider provider() {
        return provider;
    }

    private static String needed(@Nullable URI value, String variable) {
        if (value == null) {
            throw new IllegalStateException("RAPPORT_CONSOLE_CLIENT_ID is set, and with it " + variable + " must be.");
        }
        String text = value.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
