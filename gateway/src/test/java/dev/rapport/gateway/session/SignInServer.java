package dev.rapport.gateway.session;

import dev.rapport.gateway.Behind;
import dev.rapport.gateway.GatewayProfile;
import dev.rapport.gateway.Tokens;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;

/** An OpenID Connect provider as far as a sign-in needs one: discovery, keys, codes with PKCE, refresh tokens that are used once. */
final class SignInServer implements AutoCloseable {

    /** One sign-in that was begun: what the browser brought. */
    record Begun(String challenge, String nonce) {}

    private final HttpServer server;
    private final URI url = ConfigProvider.getConfig().getValue("rapport.gateway.session.provider.url", URI.class);
    private final Tokens tokens = Tokens.trusted();
    private final Map<String, Begun> codes = new ConcurrentHashMap<>();
    private final List<String> revoked = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<String> refreshTokens = new ConcurrentLinkedQueue<>();
    private final Supplier<String> access;

    /** @param access makes the access tokens it gives out */
    SignInServer(Vertx vertx, Supplier<String> access) {
        this.access = access;
        this.server = Behind.await(
                vertx.createHttpServer().requestHandler(this::answer).listen(url.getPort(), "127.0.0.1"));
    }

    /** What a person does there: the browser comes, they sign in, the browser is sent back with this code. */
    String signIn(MultiMap authorization) {
        String code = "code-" + codes.size();
        codes.put(code, new Begun(authorization.get("code_challenge"), authorization.get("nonce")));
        return code;
    }

    List<String> revoked() {
        return revoked;
    }

    String url() {
        return url.toString();
    }

    private void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/.well-known/openid-configuration" ->
                json(
                        request,
                        200,
                        new JsonObject()
                                .put("issuer", url.toString())
                                .put("authorization_endpoint", url + "/authorize")
                                .put("token_endpoint", url + "/token")
                                .put("revocation_endpoint", url + "/revoke")
                                .put("jwks_uri", url + "/keys"));
            case "/keys" -> json(request, 200, tokens.jwks());
            case "/token" -> request.setExpectMultipart(true).endHandler(_ -> token(request, request.formAttributes()));
            case "/revoke" ->
                request.setExpectMultipart(true).endHandler(_ -> {
                    revoked.add(request.formAttributes().get("token"));
                    request.response().end();
                });
            default -> request.response().setStatusCode(404).end();
        }
    }

    private void token(HttpServerRequest request, MultiMap form) {
        Begun begun = null;
        boolean good =
                switch (String.valueOf(form.get("grant_type"))) {
                    case "authorization_code" -> {
                        begun = codes.remove(String.valueOf(form.get("code")));
                        yield begun != null
                                && begun.challenge().equals(challenge(form.get("code_verifier")))
                                && (GatewayProfile.PUBLIC_URL + "/session/return").equals(form.get("redirect_uri"));
                    }
                    case "refresh_token" -> refreshTokens.remove(String.valueOf(form.get("refresh_token")));
                    default -> false;
                };
        if (!good) {
            json(request, 400, new JsonObject().put("error", "invalid_grant"));
            return;
        }
        String refresh = "refresh-" + System.nanoTime();
        refreshTokens.add(refresh);
        var answer = new JsonObject()
                .put("access_token", access.get())
                .put("token_type", "Bearer")
                .put("expires_in", 300)
                .put("refresh_token", refresh);
        if (begun != null) {
            answer.put("id_token", tokens.idToken(url.toString(), "console", begun.nonce()));
        }
        json(request, 200, answer);
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void json(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(body.encode());
    }

    @Override
    public void close() {
        Behind.await(server.close());
    }
}
