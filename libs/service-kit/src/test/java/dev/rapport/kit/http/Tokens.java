package dev.rapport.kit.http;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.nio.charset.StandardCharsets;
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
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;

/** Real tokens, good and bad, signed with a key of this run. */
public record Tokens(String publicKey, String privateKey) {

    static final String PRIVATE_KEY = "rapport.test.private-key";
    private static final String ISSUER = "https://rapport.local";
    private static final Tokens STRANGER = generate();

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

    /** The pair the running process trusts. */
    static Tokens trusted() {
        var config = ConfigProvider.getConfig();
        return new Tokens(
                config.getValue("RAPPORT_LOCAL_PUBLIC_KEY", String.class), config.getValue(PRIVATE_KEY, String.class));
    }

    String good(Set<String> sellers, String... roles) {
        return claims(sellers, roles).sign(key());
    }

    String forged(Set<String> sellers, String... roles) {
        return claims(sellers, roles).sign(STRANGER.key());
    }

    String expired(Set<String> sellers, String... roles) {
        Instant past = Instant.now().minus(Duration.ofHours(2));
        return claims(sellers, roles)
                .issuedAt(past)
                .expiresAt(past.plusSeconds(60))
                .sign(key());
    }

    String forAudience(String audience, Set<String> sellers, String... roles) {
        return claims(sellers, roles).audience(audience).sign(key());
    }

    String fromIssuer(String issuer, Set<String> sellers, String... roles) {
        return claims(sellers, roles).issuer(issuer).sign(key());
    }

    String withoutSubject(Set<String> sellers, String... roles) {
        return Jwt.claims()
                .issuer(ISSUER)
                .audience("rapport")
                .claim("sellers", List.copyOf(sellers))
                .claim("roles", List.of(roles))
                .expiresIn(Duration.ofMinutes(5))
                .sign(key());
    }

    String signedAs(SignatureAlgorithm algorithm, Set<String> sellers, String... roles) {
        return claims(sellers, roles).jws().algorithm(algorithm).sign(key());
    }

    /** The public key taken for a shared secret. */
    String confused(Set<String> sellers, String... roles) {
        var secret = new SecretKeySpec(Base64.getDecoder().decode(publicKey), "HmacSHA256");
        return claims(sellers, roles).jws().algorithm(SignatureAlgorithm.HS256).sign(secret);
    }

    /** {@code alg=none}, with the claims of a good token and no signature. */
    String unsigned(Set<String> sellers, String... roles) {
        String claims = good(sellers, roles).split("\\.", -1)[1];
        return base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + claims + ".";
    }

    /** A good token whose claims were changed after signing. */
    String tampered(Set<String> sellers, String... roles) {
        String[] good = good(sellers, roles).split("\\.", -1);
        String[] other = good(Set.of("*"), "admin").split("\\.", -1);
        return good[0] + "." + other[1] + "." + good[2];
    }

    private static JwtClaimsBuilder claims(Set<String> sellers, String... roles) {
        return Jwt.claims()
                .subject("agent-1")
                .issuer(ISSUER)
                .audience("rapport")
                .claim("sellers", List.copyOf(sellers))
                .claim("roles", List.of(roles))
                .expiresIn(Duration.ofMinutes(5));
    }

    private PrivateKey key() {
        try {
            byte[] der = Base64.getDecoder().decode(privateKey);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
