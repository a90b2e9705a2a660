package dev.rapport.kit.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.io.Serial;
import org.eclipse.microprofile.config.spi.Converter;

/** Whose tokens are trusted. Read before anything else starts, so that a process that could not say refuses with one sentence. */
@ConfigMapping(prefix = "rapport.tokens")
public interface TokenConfig {

    /**
     * The local issuer's public key, the address of an OpenID Connect issuer and the profile, with a space between: exactly one of the
     * first two is not empty, and the first only in the profile {@code local}.
     */
    @WithConverter(OneIssuer.class)
    String trusted();

    /** Refuses none and both, and the local issuer where it is not at home: its private key lies in a folder of a developer. */
    final class OneIssuer implements Converter<String> {

        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public String convert(String three) {
            String[] parts = three.split(" ", -1);
            boolean local = !parts[0].isBlank();
            boolean oidc = parts.length > 1 && !parts[1].isBlank();
            if (local == oidc) {
                throw new IllegalArgumentException(
                        "set exactly one of RAPPORT_LOCAL_PUBLIC_KEY (the key of the local issuer) and"
                                + " RAPPORT_OIDC_URL (the address of an OpenID Connect issuer); "
                                + (local ? "both are set" : "none is set"));
            }
            if (local && !(parts.length > 2 && parts[2].equals("local"))) {
                throw new IllegalArgumentException(
                        "RAPPORT_LOCAL_PUBLIC_KEY is set, and the local issuer is trusted with"
                                + " RAPPORT_PROFILE=local only; anywhere else set RAPPORT_OIDC_URL");
            }
            return local ? "local" : parts[1].strip();
        }
    }
}
