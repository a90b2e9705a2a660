package dev.rapport.gateway.session;

import dev.rapport.kit.access.ApiPath;
import dev.rapport.kit.http.Refusals;
import dev.rapport.kit.problem.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a session's cookie into the token it holds, before anything is decided; a request that brings a token itself is left alone. What
 * changes something must come from the session's own pages: another site's page may make a browser send a cookie, but it can neither read
 * the value that {@code X-CSRF-Token} has to carry nor send such a header.
 */
@ApplicationScoped
public class SessionFilter {

    /** Before the handler that prepares authentication (200), after the edge (1000). */
    private static final int PRIORITY = 500;

    static final String CSRF_HEADER = "X-CSRF-Token";
    private static final String SESSION = SessionFilter.class.getName();
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Sessions sessions;

    @Inject
    public SessionFilter(Sessions sessions) {
        this.sessions = sessions;
    }

    void register(@Observes Filters filters) {
        if (sessions.cookies() != null) {
            filters.register(this::open, PRIORITY);
        }
    }

    /** The session a request came with; null for none. */
    static @Nullable Session of(RoutingContext context) {
        return context.get(SESSION);
    }

    private void open(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        SessionCookies cookies = sessions.cookies();
        boolean concerned = path != null && (ApiPath.underApi(path) || path.equals(SessionRoutes.SESSION));
        if (cookies == null || !concerned || request.headers().contains(HttpHeaders.AUTHORIZATION)) {
            context.next();
            return;
        }
        Session session = cookies.read(request);
        if (session == null) {
            context.next();
            return;
        }
        if (!mayAct(cookies, session, request)) {
            Refusals.end(context, Problem.of(SessionProblem.CSRF_TOKEN_REQUIRED));
            return;
        }
        context.put(SESSION, session);
        request.headers().set(HttpHeaders.AUTHORIZATION, "Bearer " + session.token());
        context.next();
    }

    private static boolean mayAct(SessionCookies cookies, Session session, HttpServerRequest request) {
        if (SAFE.contains(request.method())) {
            return true;
        }
        // Signing in anew needs nothing of the session before, whose value may be lost; SessionRoutes has its own
        // conditions.
        boolean signsIn = SessionRoutes.SESSION.equals(request.path()) && request.method() == HttpMethod.POST;
        return signsIn
                || !"cross-site".equals(request.getHeader("Sec-Fetch-Site"))
                        && cookies.isCsrfOf(session, request.getHeader(CSRF_HEADER));
    }
}
