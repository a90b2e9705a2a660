package dev.rapport.gateway.session;

import dev.rapport.gateway.sealing.Seal;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Writes sessions into cookies and reads them back. They are http-only, of the same site only and sealed. Browsers refuse a cookie of more
 * than 4,096 bytes, and a token that names many sellers has more, so a session may go into several: the first says how many.
 */
final class SessionCookies {

    private static final int PIECE = 3_500;
    private static final int MOST_PIECES = 3;
    private static final String PLACE = "session";
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final Seal seal;
    private final boolean secure;
    private final String name;

    SessionCookies(Seal seal, boolean secure) {
        this.seal = seal;
        this.secure = secure;
        // The prefix keeps other hosts of the same domain from setting it (RFC 6265bis, 4.1.3.2).
        this.name = secure ? "__Host-rapport" : "rapport";
    }

    /** The session a request brings; null where it brings none that holds. */
    @Nullable
    Session read(HttpServerRequest request) {
        Cookie first = request.getCookie(name);
        if (first == null || first.getValue().length() < 3 || first.getValue().charAt(1) != '.') {
            return null;
        }
        int pieces = first.getValue().charAt(0) - '0';
        if (pieces < 1 || pieces > MOST_PIECES) {
            return null;
        }
        var whole = new StringBuilder(first.getValue().substring(2));
        for (int i = 1; i < pieces; i++) {
            Cookie more = request.getCookie(name + "-" + i);
            if (more == null) {
                return null;
            }
            whole.append(more.getValue());
        }
        byte[] clear = open(whole.toString(), PLACE);
        return clear == null ? null : Session.read(clear);
    }

    /** @return false when the token is too long for any browser; nothing is set then */
    boolean write(HttpServerResponse response, Session session) {
        String whole = TEXT.encodeToString(seal.seal(session.written(), PLACE));
        int pieces = (whole.length() + PIECE - 1) / PIECE;
        if (pieces > MOST_PIECES) {
            return false;
        }
        for (int i = 0; i < pieces; i++) {
            String piece = whole.substring(i * PIECE, Math.min(whole.length(), (i + 1) * PIECE));
            response.addCookie(cookie(i, i == 0 ? pieces + "." + piece : piece, CookieSameSite.STRICT));
        }
        return true;
    }

    /** Takes away what a request brought. */
    void clear(HttpServerRequest request, HttpServerResponse response) {
        for (int i = 0; i < MOST_PIECES; i++) {
            if (request.getCookie(pieceName(i)) != null) {
                response.addCookie(cookie(i, "", CookieSameSite.STRICT).setMaxAge(0));
            }
        }
    }

    /** What the pages of a session must send with everything that changes something. */
    String csrfOf(Session session) {
        return TEXT.encodeToString(seal.mark(session.id()));
    }

    boolean isCsrfOf(Session session, @Nullable String sent) {
        return sent != null
                && MessageDigest.isEqual(
                        sent.getBytes(StandardCharsets.UTF_8), csrfOf(session).getBytes(StandardCharsets.UTF_8));
    }

    /** A cookie that comes back from the provider's site too, sealed as well. */
    Cookie passing(String suffix, byte[] clear) {
        return Cookie.cookie(name + suffix, TEXT.encodeToString(seal.seal(clear, suffix)))
                .setHttpOnly(true)
                .setSecure(secure)
                .setPath("/")
                .setSameSite(CookieSameSite.LAX);
    }

    byte @Nullable [] passing(HttpServerRequest request, String suffix) {
        Cookie cookie = request.getCookie(name + suffix);
        return cookie == null ? null : open(cookie.getValue(), suffix);
    }

    private byte @Nullable [] open(String text, String place) {
        try {
            return seal.open(Base64.getUrlDecoder().decode(text), place);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private String pieceName(int i) {
        return i == 0 ? name : name + "-" + i;
    }

    private Cookie cookie(int i, String value, CookieSameSite site) {
        return Cookie.cookie(pieceName(i), value)
                .setHttpOnly(true)
                .setSecure(secure)
                .setPath("/")
                .setSameSite(site);
    }
}
