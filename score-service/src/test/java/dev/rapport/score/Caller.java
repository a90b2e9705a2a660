package dev.rapport.score;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** Calls the service with a token of this run's key. */
public final class Caller {
    private Caller() {}

    public static RequestSpecification as(String role, String... sellers) {
        return given().auth().oauth2(token(role, sellers)).contentType(ContentType.JSON);
    }

    private static String token(String role, String... sellers) {
        byte[] key = Base64.getDecoder()
                .decode(ConfigProvider.getConfig().getValue(ScoreServiceServers.PRIVATE_KEY, String.class));
        PrivateKey signer;
        try {
            signer = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return Jwt.claims()
                .subject("agent-1")
                .issuer("https://rapport.local")
                .audience("rapport")
                .claim("sellers", List.of(sellers))
                .claim("roles", List.of(role))
                .expiresIn(Duration.ofMinutes(5))
                .sign(signer);
    }
}
