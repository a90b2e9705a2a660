package dev.rapport.local.suite;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rapport.local.process.StartFailure;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;

/**
 * Who signs the tokens of a local suite: a key of its own, drawn once, its private half readable by the owner only.
 * Tokens are JWTs by RS256 with the claims of the REST interface.
 */
public final class LocalIssuer {

    /** The {@code iss} of local tokens. */
    public static final String ISSUER = "https://rapport.local";
    /** The {@code aud} of all tokens. */
    public static final String AUDIENCE = "rapport";

    private static final int BITS = 2048;
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final RSAPrivateCrtKey key;

    private LocalIssuer(RSAPrivateCrtKey key) {
        this.key = key;
    }

    /** The issuer of a suite; its key is drawn when there is none yet. */
    public static LocalIssuer of(Home home) {
        Path file = keyFile(home);
        try {
            if (!Files.exists(file)) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(BITS);
                Home.writeSecret(
                        file, pem(generator.generateKeyPair().getPrivate().getEncoded()));
            }
            String text = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
            byte[] encoded = Base64.getDecoder().decode(text);
            return new LocalIssuer(
                    (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new StartFailure("The key that signs tokens, " + file + ", cannot be used: " + e.getMessage(), e);
        }
    }

    /** Where the key of a suite is; readable by its owner only. */
    static Path keyFile(Home home) {
        return home.resolve("keys/private.pem");
    }

    /** The public half as the services take it: base64 of its DER form. */
    public String publicKey() {
        try {
            return Base64.getEncoder()
                    .encodeToString(KeyFactory.getInstance("RSA")
                            .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()))
                            .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A signed token.
     *
     * @param subject who holds it, the agent's id
     * @param sellers the sellers it may name, {@code *} for all
     * @param roles lower-case role names
     * @param now when it begins to hold
     * @param lifetime how long it holds
     */
    public String token(
            String subject, Collection<String> sellers, Collection<String> roles, Instant now, Duration lifetime) {
        try {
            String signed = part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "."
                    + part(claims(subject, sellers, roles, now.getEpochSecond(), lifetime.toSeconds()));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String claims(
            String subject, Collection<String> sellers, Collection<String> roles, long now, long lifetime)
            throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("iss", ISSUER);
            json.writeStringField("aud", AUDIENCE);
            json.writeStringField("sub", subject);
            json.writeNumberField("iat", now);
            json.writeNumberField("exp", now + lifetime);
            array(json, "sellers", sellers);
            array(json, "roles", roles);
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void array(JsonGenerator json, String name, Collection<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static String part(String json) {
        return URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String pem(byte[] encoded) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                + "\n-----END PRIVATE KEY-----\n";
    }
}
