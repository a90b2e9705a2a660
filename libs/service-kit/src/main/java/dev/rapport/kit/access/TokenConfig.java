package dev.rapport.kit.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.io.Serial;
import org.eclipse.microprofile.config.spi.Converter;

/** Whose tokens are trusted. Read before anything else starts, so that a process that could not say refuses with one sentence. */
@ConfigMapping(prefix = "rapport.tokens")
public interface TokenConfig {

    /** The local issuer's public key, a space, and the address of an OpenID Connect issuer: exactly one of them is not empty. */
    @WithConverter(OneIssuer.class)
    String trusted();

    /** Refuses none and both. */
    final class OneIssuer implements Converter<String> {

        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public String convert(String both) {
            int space = both.indexOf(' ');
            boolean local = !both.substring(0, Math.max(0, space)).isBlank();
            boolean oidc = !both.substring(space + 1).isBlank();
            if (local == oidc) {
                throw new IllegalArgumentException(
                        "set exactly one of RAPPORT_LOCAL_PUBLIC_KEY (the key of the local issuer) and"
                                + " RAPPORT_OIDC_URL (the address of an OpenID Connect issuer); "
                                + (local ? "both are set" : "none is set"));
            }
            return local ? "local" : both.strip();
        }
    }
}
