package dev.rapport.gateway;

import io.smallrye.jwt.build.Jwt;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/** Tokens of an issuer of this run. The kit holds the filter against every bad one; here a few prove that the gateway has it. */
public record Tokens(String publicKey, String privateKey) {

    static final String PRIVATE_KEY = "rapport.test.private-key";

    static Tokens generate() {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
            keys.initialize(2048);
            KeyPair pair = keys.generateKeyPair();
            var base64 = Base64.getEncoder();
            return new Tokens(
                    base64.encodeToString(pair.getPublic().getEncoded()),
                    base64.encodeToString(pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The issuer the running gateway trusts. */
    public static Tokens trusted() {
        var config = ConfigProvider.getConfig();
        return new Tokens(
                config.getValue("RAPPORT_LOCAL_PUBLIC_KEY", String.class), config.getValue(PRIVATE_KEY, String.class));
    }

    /** A good token. */
    public String token(Set<String> sellers, String... roles) {
        return token(Instant.now().plus(Duration.ofMinutes(30)), sellers, roles);
    }

    /** A token that ends when told. */
    public String token(Instant expires, Set<String> sellers, String... roles) {
        return Jwt.claims()
                .subject("agent-1")
                .issuer("https://rapport.local")
                .audience("rapport")
                .claim("sellers", List.copyOf(sellers))
                .claim("roles", List.of(roles))
                .issuedAt(expires.minus(Duration.ofHours(1)))
                .expiresAt(expires)
                .sign(key());
    }

    private PrivateKey key() {
        try {
            byte[] der = Base64.getDecoder().decode(privateKey);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
