package dev.rapport.kit.access;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start a process that could not say whose tokens it trusts. */
@ApplicationScoped
public class TokenSource {

    private final Optional<String> localKey;
    private final Optional<String> issuerUrl;

    @Inject
    public TokenSource(
            @ConfigProperty(name = "quarkus.oidc.public-key") Optional<String> localKey,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> issuerUrl) {
        this.localKey = localKey;
        this.issuerUrl = issuerUrl;
    }

    void check(@Observes StartupEvent starting) {
        if (localKey.isPresent() == issuerUrl.isPresent()) {
            throw new IllegalStateException("Set exactly one of RAPPORT_LOCAL_PUBLIC_KEY (the local issuer's key) and"
                    + " RAPPORT_OIDC_URL (an OpenID Connect issuer); "
                    + (localKey.isPresent() ? "both are set." : "none is set."));
        }
    }
}
