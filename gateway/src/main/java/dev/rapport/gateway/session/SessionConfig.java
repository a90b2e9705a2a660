package dev.rapport.gateway.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How people sign in. Without {@link #key} nobody can, and only tokens are taken. */
@ConfigMapping(prefix = "rapport.gateway.session")
public interface SessionConfig {

    /** Seals the cookies: at least 16 random characters, the same in every replica. */
    Optional<String> key();

    /** Are cookies sent over TLS only? False on the local stack, which has none. */
    @WithDefault("true")
    boolean secure();

    /** The local issuer's private key (PKCS #8, PEM): the local stack signs people in without a password. Refused beside any other issuer. */
    Optional<Path> localKeyFile();

    /** How long a local session holds. */
    @WithDefault("PT12H")
    Duration localLifetime();

    /** The OpenID Connect provider to sign in at, where there is one. */
    Provider provider();

    /** One provider, taken where {@link #clientId} is set. */
    interface Provider {
        /** Its issuer address, under which {@code /.well-known/openid-configuration} is. */
        Optional<URI> url();

        /** What the console is called there. */
        Optional<String> clientId();

        /** Its secret; empty for a public client. */
        Optional<String> clientSecret();

        /** Where browsers find this gateway; {@code /session/return} below it is registered at the provider. */
        Optional<URI> publicUrl();
    }
}
