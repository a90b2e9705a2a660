package dev.rapport.gateway.session;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import io.vertx.ext.auth.oauth2.providers.OpenIDConnectAuth;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signs people in at an OpenID Connect provider by the authorization code flow with PKCE (RFC 7636). The provider is looked up at the first
 * sign-in, and again after a failure, so that the gateway starts without it.
 */
final class Provider {

    private static final int CONNECT_MILLIS = 2_000;
    private static final int IDLE_SECONDS = 10;

    private final Vertx vertx;
    private final OAuth2Options options;
    private final String returnTo;
    private @Nullable Future<OAuth2Auth> found;

    /** What a sign-in brings. */
    record Tokens(String access, @Nullable String refresh) {}

    /**
     * @param url the issuer
     * @param secret null for a public client
     * @param returnTo where the provider sends the browser back to, registered there
     */
    Provider(Vertx vertx, String url, String clientId, @Nullable String secret, String returnTo) {
        this.vertx = vertx;
        this.returnTo = returnTo;
        this.options = new OAuth2Options()
                .setSite(url)
                .setClientId(clientId)
                .setHttpClientOptions(new HttpClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setIdleTimeout(IDLE_SECONDS));
        if (secret != null) {
            options.setClientSecret(secret);
        }
    }

    /** Where to send the browser. */
    Future<String> signInAt(String state, String verifier, String nonce) {
        return provider()
                .map(provider -> provider.authorizeURL(new OAuth2AuthorizationURL()
                        .setRedirectUri(returnTo)
                        .setState(state)
                        .setScopes(List.of("openid"))
                        .putAdditionalParameter("nonce", nonce)
                        .putAdditionalParameter("code_challenge", challenge(verifier))
                        .putAdditionalParameter("code_challenge_method", "S256")));
    }

    /** Redeems the code that the browser brought back; fails when the provider refuses it or answers another sign-in than this. */
    Future<Tokens> redeem(String code, String verifier, String nonce) {
        return provider()
                .compose(provider -> provider.authenticate(new Oauth2Credentials()
                        .setFlow(OAuth2FlowType.AUTH_CODE)
                        .setCode(code)
                        .setCodeVerifier(verifier)
                        .setRedirectUri(returnTo)))
                .compose(user -> nonce.equals(nonceOf(user.principal().getString("id_token")))
                        ? Future.succeededFuture(tokens(user))
                        : Future.failedFuture("the provider's answer belongs to another sign-in"));
    }

    Future<Tokens> renew(String refresh) {
        return provider()
                .compose(provider -> provider.refresh(User.create(new JsonObject().put("refresh_token", refresh))))
                .map(user -> {
                    Tokens renewed = tokens(user);
                    // A provider that does not rotate them sends none.
                    return renewed.refresh() == null ? new Tokens(renewed.access(), refresh) : renewed;
                });
    }

    /** Ends the session at the provider as far as it lets; nobody waits for it. */
    void forget(String refresh) {
        provider()
                .compose(provider ->
                        provider.revoke(User.create(new JsonObject().put("refresh_token", refresh)), "refresh_token"))
                .onFailure(_ -> {});
    }

    private synchronized Future<OAuth2Auth> provider() {
        if (found == null || found.failed()) {
            found = OpenIDConnectAuth.discover(vertx, options);
        }
        return found;
    }

    private static Tokens tokens(User user) {
        return new Tokens(
                user.principal().getString("access_token"), user.principal().getString("refresh_token"));
    }

    /** The nonce of an id token that came from the provider itself, over its own connection (OpenID Connect Core, 3.1.3.7, 6). */
    private static @Nullable String nonceOf(@Nullable String idToken) {
        if (idToken == null) {
            return null;
        }
        String[] parts = idToken.split("\\.", -1);
        try {
            return parts.length == 3
                    ? new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(parts[1]))).getString("nonce")
                    : null;
        } catch (IllegalArgumentException | DecodeException | ClassCastException _) {
            return null;
        }
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
