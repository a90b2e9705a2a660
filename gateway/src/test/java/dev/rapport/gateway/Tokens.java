package dev.rapport.gateway;

import io.smallrye.jwt.build.Jwt;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/** Tokens of an issuer of this run. The kit holds the filter against every bad one; here a few prove that the gateway has it. */
public record Tokens(String publicKey, String privateKey) {

    static final String PRIVATE_KEY = "rapport.test.private-key";

    public static Tokens generate() {
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

    /** What a provider says of a sign-in. */
    public String idToken(String issuer, String client, String nonce) {
        Instant now = Instant.now();
        return Jwt.claims()
                .subject("agent-1")
                .issuer(issuer)
                .audience(client)
                .claim("nonce", nonce)
                .issuedAt(now)
                .expiresAt(now.plus(Duration.ofMinutes(5)))
                .sign(key());
    }

    /** The public key as a provider publishes it (RFC 7517). */
    public JsonObject jwks() {
        try {
            byte[] der = Base64.getDecoder().decode(publicKey);
            var key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
            return new JsonObject()
                    .put(
                            "keys",
                            new JsonArray()
                                    .add(new JsonObject()
                                            .put("kty", "RSA")
                                            .put("use", "sig")
                                            .put("alg", "RS256")
                                            .put("n", url(key.getModulus()))
                                            .put("e", url(key.getPublicExponent()))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String url(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, sign, bytes.length));
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
