package dev.rapport.gateway.session;

import dev.rapport.kit.access.Role;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import io.smallrye.jwt.build.Jwt;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Signs people in on the local stack, as whom they like and without a password: whoever can open its page owns the machine. */
final class LocalSignIn {

    /** Those a person works in; feeders are machines. */
    private static final List<Role> OFFERED = List.of(Role.AGENT, Role.SUPERVISOR, Role.ADMIN, Role.VIEWER);

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:~-]{1,64}");
    private static final int MOST_SELLERS = 50;

    private final PrivateKey key;
    private final String issuer;
    private final String audience;
    private final Duration lifetime;

    LocalSignIn(PrivateKey key, String issuer, String audience, Duration lifetime) {
        this.key = key;
        this.issuer = issuer;
        this.audience = audience;
        this.lifetime = lifetime;
    }

    /** @throws IllegalStateException with a sentence, when the file holds no RSA key */
    static PrivateKey keyIn(Path file) {
        try {
            String text = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
            byte[] encoded = Base64.getDecoder().decode(text);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("RAPPORT_LOCAL_KEY_FILE names no private RSA key: " + e, e);
        }
    }

    JsonObject offer() {
        var roles = new JsonArray();
        OFFERED.forEach(role -> roles.add(role.claim()));
        return new JsonObject().put("roles", roles).put("sellers", new JsonArray().add("*"));
    }

    /**
     * A token as asked for.
     *
     * @param body {@code role}, and {@code sellers} (all unless told) and {@code agentId} (the role's name unless told)
     * @throws ProblemException {@code MALFORMED_BODY}, {@code NOT_OFFERED}
     */
    String token(Buffer body, Instant now) {
        String role;
        String agent;
        List<String> sellers;
        try {
            var json = new JsonObject(body);
            role = json.getString("role", "");
            agent = json.getString("agentId", role);
            sellers = texts(json.getJsonArray("sellers", new JsonArray().add("*")));
        } catch (DecodeException | ClassCastException _) {
            throw new ProblemException(
                    Problem.of(CommonProblem.MALFORMED_BODY, "This takes {\"role\", \"sellers\", \"agentId\"}."));
        }
        if (OFFERED.stream().noneMatch(offered -> offered.claim().equals(role))) {
            throw new ProblemException(SessionProblem.NOT_OFFERED, "The role is not among those offered.");
        }
        boolean all = sellers.equals(List.of("*"));
        boolean named = !sellers.isEmpty()
                && sellers.size() <= MOST_SELLERS
                && sellers.stream().allMatch(seller -> ID.matcher(seller).matches());
        if (!all && !named || !ID.matcher(agent).matches()) {
            throw new ProblemException(
                    SessionProblem.NOT_OFFERED,
                    "Sellers are [\"*\"] or up to " + MOST_SELLERS + " ids; an id has letters, digits and . _ : ~ -");
        }
        return Jwt.claims()
                .subject(agent)
                .issuer(issuer)
                .audience(audience)
                .claim("sellers", sellers)
                .claim("roles", List.of(role))
                .issuedAt(now)
                .expiresAt(now.plus(lifetime))
                .sign(key);
    }

    private static List<String> texts(JsonArray array) {
        var texts = new ArrayList<String>();
        for (int i = 0; i < array.size(); i++) {
            String text = array.getString(i);
            texts.add(text == null ? "" : text);
        }
        return texts;
    }
}
