package dev.rapport.message.suite;

import io.smallrye.jwt.build.Jwt;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/** Real tokens, signed with the key of this run. */
record Tokens(String publicKey, String privateKey) {

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
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    /** A token of the running service's issuer. */
    static String of(String agentId, Set<String> sellers, String... roles) {
        String key = ConfigProvider.getConfig().getValue(PRIVATE_KEY, String.class);
        return Jwt.claims()
                .subject(agentId)
                .issuer("https://rapport.local")
                .audience("rapport")
                .claim("sellers", List.copyOf(sellers))
                .claim("roles", List.of(roles))
                .expiresIn(Duration.ofMinutes(30))
                .sign(privateKey(key));
    }

    private static PrivateKey privateKey(String base64) {
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
