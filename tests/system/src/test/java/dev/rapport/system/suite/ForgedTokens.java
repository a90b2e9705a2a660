package dev.rapport.system.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that all but one thing is right about: each would open everything if that one were not looked at. */
public final class ForgedTokens {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final RSAPrivateCrtKey key;
    private final PrivateKey foreign;

    /** @param keyFile the private key of the suite's issuer, PEM */
    public ForgedTokens(Path keyFile) {
        try {
            String pem = Files.readString(keyFile).replaceAll("-----[A-Z ]+-----|\\s", "");
            this.key = (RSAPrivateCrtKey) KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
            KeyPairGenerator others = KeyPairGenerator.getInstance("RSA");
            others.initialize(2048);
            this.foreign = others.generateKeyPair().getPrivate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same claims as all the bad ones and nothing wrong with them: shows that it is the one thing that is refused. */
    public String good() {
        return signed("RS256", key, _ -> {});
    }

    /** Each by what is wrong with it. */
    public Map<String, String> bad() {
        Instant now = Instant.now();
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put(
                "expired",
                signed(
                        "RS256",
                        key,
                        claims -> claims.put("exp", now.minusSeconds(120).getEpochSecond())));
        tokens.put(
                "not yet",
                signed(
                        "RS256",
                        key,
                        claims ->
                                claims.put("nbf", now.plus(Duration.ofHours(1)).getEpochSecond())));
        tokens.put("signed by another key", signed("RS256", foreign, _ -> {}));
        tokens.put("signature of other claims", grafted());
        tokens.put("signature left out", signed("RS256", key, _ -> {}).replaceFirst("[^.]+$", ""));
        tokens.put("alg none", part("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + part(claims(_ -> {})) + ".");
        tokens.put("alg none with a signature", part("{\"alg\":\"none\"}") + "." + part(claims(_ -> {})) + ".c2ln");
        // The public key taken for a shared secret: what a verifier does that lets the token choose the algorithm.
        tokens.put("HMAC by the public key", signed("HS256", new SecretKeySpec(publicKey(), "HmacSHA256"), _ -> {}));
        tokens.put("another algorithm", signed("RS512", key, _ -> {}));
        tokens.put("another audience", signed("RS256", key, claims -> claims.put("aud", "payments")));
        tokens.put("no audience", signed("RS256", key, claims -> claims.remove("aud")));
        tokens.put("another issuer", signed("RS256", key, claims -> claims.put("iss", "https://login.example")));
        tokens.put("no subject", signed("RS256", key, claims -> claims.remove("sub")));
        tokens.put("no expiry", signed("RS256", key, claims -> claims.remove("exp")));
        tokens.put("no token", "nonsense");
        return tokens;
    }

    private String grafted() {
        String mine = signed("RS256", key, claims -> claims.putArray("roles").add("viewer"));
        return part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + part(claims(_ -> {}))
                + mine.substring(mine.lastIndexOf('.'));
    }

    private static String claims(Consumer<ObjectNode> change) {
        Instant now = Instant.now();
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        claims.put("iss", "https://rapport.local").put("aud", "rapport").put("sub", "agent-7");
        claims.put("iat", now.minus(Duration.ofHours(2)).getEpochSecond());
        claims.put("exp", now.plus(Duration.ofHours(1)).getEpochSecond());
        claims.putArray("sellers").add("*");
        claims.putArray("roles")
                .add("agent")
                .add("supervisor")
                .add("admin")
                .add("feeder")
                .add("viewer");
        change.accept(claims);
        try {
            return MAPPER.writeValueAsString(claims);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String signed(String algorithm, Key key, Consumer<ObjectNode> change) {
        String text = part("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}") + "." + part(claims(change));
        try {
            if (key instanceof PrivateKey mine) {
                Signature signature =
                        Signature.getInstance(algorithm.equals("RS512") ? "SHA512withRSA" : "SHA256withRSA");
                signature.initSign(mine);
                signature.update(text.getBytes(UTF_8));
                return text + "." + URL.encodeToString(signature.sign());
            }
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return text + "." + URL.encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] publicKey() {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(String json) {
        return URL.encodeToString(json.getBytes(UTF_8));
    }
}
