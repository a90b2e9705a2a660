package dev.rapport.gateway.session;

import dev.rapport.kit.access.OpenPaths;
import dev.rapport.kit.access.Role;
import dev.rapport.kit.access.TokenCheck;
import dev.rapport.kit.access.TokenCheck.Outcome;
import dev.rapport.kit.http.BodyLimit;
import dev.rapport.kit.http.Faults;
import dev.rapport.kit.http.Refusals;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code /session}: who is signed in, signing in and out. Open to everybody; event loop only. */
@ApplicationScoped
public class SessionRoutes implements OpenPaths {

    static final String SESSION = "/session";
    static final String RETURN = "/session/return";
    private static final String SIGN_IN = "/session/sign-in";

    private static final String FAILED = "/?signIn=";
    private static final String RENEWED = "renewed";
    private static final String PASSING = "-sign-in";
    private static final Duration SIGN_IN_LASTS = Duration.ofMinutes(10);
    /** A token with less left than this is renewed when the page asks. */
    private static final Duration LITTLE_LEFT = Duration.ofSeconds(60);

    private static final int LARGEST_BODY = 4_096;

    /** A path of our own: no other host can be meant, by whatever reading of slashes. */
    private static final Pattern OWN_PATH = Pattern.compile("/(?![/\\\\])[A-Za-z0-9/._:~?=&%+-]{0,500}");

    private static final Logger LOG = Logger.getLogger(SessionRoutes.class);

    private final Sessions sessions;
    private final TokenCheck tokens;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    @Inject
    public SessionRoutes(Sessions sessions, TokenCheck tokens, Clock clock) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public boolean contains(String rawPath) {
        return Set.of(SESSION, SIGN_IN, RETURN).contains(rawPath);
    }

    void register(@Observes Router router) {
        router.route(SESSION).handler(this::session);
        router.get(SIGN_IN).handler(this::signInAtProvider);
        router.get(RETURN).handler(this::comeBack);
    }

    private void session(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method == HttpMethod.GET || method == HttpMethod.HEAD) {
            context.request().resume();
            tokens.check(context, outcome -> show(context, outcome));
        } else if (method == HttpMethod.POST) {
            signInLocally(context);
        } else if (method == HttpMethod.DELETE) {
            signOut(context);
        } else {
            context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD, POST, DELETE");
            Refusals.end(context, Problem.of(CommonProblem.METHOD_NOT_ALLOWED));
        }
    }

    private void show(RoutingContext context, Outcome outcome) {
        Session session = SessionFilter.of(context);
        switch (outcome) {
            case Outcome.Verified verified
            when session != null -> {
                Duration left = Duration.between(clock.instant(), verified.expires());
                if (left.compareTo(LITTLE_LEFT) >= 0 || !renew(context, session)) {
                    answer(context, 200, signedIn(verified, session));
                }
            }
            case Outcome.Unknown unknown -> {
                Problem problem = Faults.problemOf(unknown.cause());
                Refusals.end(context, problem.type() == CommonProblem.INTERNAL ? Faults.tokenIssuerAway() : problem);
            }
            default -> {
                if (session == null || !renew(context, session)) {
                    signedOut(context, session);
                }
            }
        }
    }

    /** Renews a session and lets the browser ask again with what it got; false where that cannot be, or was just tried. */
    private boolean renew(RoutingContext context, Session session) {
        Provider provider = sessions.provider();
        String refresh = session.refresh();
        if (provider == null
                || refresh == null
                || RENEWED.equals(context.request().query())) {
            return false;
        }
        provider.renew(refresh).onComplete(done -> {
            Provider.Tokens renewed = done.succeeded() ? done.result() : null;
            if (renewed != null && write(context, new Session(session.id(), renewed.access(), renewed.refresh()))) {
                redirect(context, 303, SESSION + "?" + RENEWED);
            } else {
                LOG.debugf(done.cause(), "A session could not be renewed");
                signedOut(context, session);
            }
        });
        return true;
    }

    private JsonObject signedIn(Outcome.Verified verified, Session session) {
        var sellers = new JsonArray();
        verified.caller().sellers().stream().sorted().forEach(sellers::add);
        var roles = new JsonArray();
        verified.caller().roles().stream().map(Role::claim).sorted().forEach(roles::add);
        return new JsonObject()
                .put("signedIn", true)
                .put("subject", verified.caller().agentId())
                .put("sellers", sellers)
                .put("roles", roles)
                .put("expiresAt", verified.expires())
                .put("csrf", cookies().csrfOf(session));
    }

    private void signedOut(RoutingContext context, @Nullable Session session) {
        SessionCookies cookies = sessions.cookies();
        if (cookies != null && session != null) {
            cookies.clear(context.request(), context.response());
        }
        var ways = new JsonArray();
        var body = new JsonObject().put("signedIn", false).put("ways", ways);
        LocalSignIn local = sessions.local();
        if (local != null) {
            ways.add("local");
            body.put("local", local.offer());
        }
        if (sessions.provider() != null) {
            ways.add("oidc");
        }
        answer(context, 200, body);
    }

    private void signInLocally(RoutingContext context) {
        LocalSignIn local = sessions.local();
        HttpServerRequest request = context.request();
        if (local == null) {
            Refusals.end(context, Problem.of(CommonProblem.NOT_FOUND));
            return;
        }
        // A form of another site can neither send this type nor hide where it comes from.
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            Refusals.end(context, Problem.of(CommonProblem.UNSUPPORTED_MEDIA_TYPE, "This takes application/json."));
            return;
        }
        if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
            Refusals.end(context, Problem.of(SessionProblem.CSRF_TOKEN_REQUIRED));
            return;
        }
        if (request.getHeader(HttpHeaders.CONTENT_LENGTH) == null || BodyLimit.announcedOver(request, LARGEST_BODY)) {
            Refusals.end(context, BodyLimit.exceeded(LARGEST_BODY));
            return;
        }
        Future<Buffer> body = request.body();
        request.resume();
        body.onSuccess(bytes -> {
                    try {
                        var session = new Session(drawn(), local.token(bytes, clock.instant()), null);
                        sessionBegins(context, session);
                    } catch (ProblemException refused) {
                        Refusals.end(context, refused.problem());
                    }
                })
                .onFailure(_ -> Refusals.end(context, Problem.of(CommonProblem.BAD_REQUEST)));
    }

    private void sessionBegins(RoutingContext context, Session session) {
        if (!write(context, session)) {
            Refusals.end(context, Problem.of(SessionProblem.NOT_OFFERED, "The token would be too long for a cookie."));
            return;
        }
        context.request().headers().set(HttpHeaders.AUTHORIZATION, "Bearer " + session.token());
        tokens.check(context, outcome -> {
            if (outcome instanceof Outcome.Verified verified) {
                answer(context, 201, signedIn(verified, session));
            } else {
                LOG.errorf("The local key file signs tokens that are not trusted outcome=%s", outcome);
                Refusals.end(context, Problem.of(CommonProblem.INTERNAL));
            }
        });
    }

    private void signOut(RoutingContext context) {
        Session session = SessionFilter.of(context);
        SessionCookies cookies = sessions.cookies();
        if (session != null && cookies != null) {
            cookies.clear(context.request(), context.response());
            Provider provider = sessions.provider();
            String refresh = session.refresh();
            if (provider != null && refresh != null) {
                provider.forget(refresh);
            }
        }
        context.request().resume();
        context.response().setStatusCode(204).end();
    }

    private void signInAtProvider(RoutingContext context) {
        Provider provider = sessions.provider();
        if (provider == null) {
            Refusals.end(context, Problem.of(CommonProblem.NOT_FOUND));
            return;
        }
        context.request().resume();
        String asked = context.request().getParam("to");
        String to = asked != null && OWN_PATH.matcher(asked).matches() ? asked : "/";
        String state = drawn();
        String verifier = drawn();
        String nonce = drawn();
        byte[] kept = new JsonObject()
                .put("state", state)
                .put("verifier", verifier)
                .put("nonce", nonce)
                .put("to", to)
                .put("until", clock.instant().plus(SIGN_IN_LASTS).toEpochMilli())
                .toBuffer()
                .getBytes();
        provider.signInAt(state, verifier, nonce)
                .onSuccess(address -> {
                    context.response()
                            .addCookie(cookies().passing(PASSING, kept).setMaxAge(SIGN_IN_LASTS.toSeconds()));
                    redirect(context, 302, address);
                })
                .onFailure(fault -> {
                    LOG.warnf("The provider of sign-ins does not answer cause=%s", fault);
                    redirect(context, 302, FAILED + "unavailable");
                });
    }

    private void comeBack(RoutingContext context) {
        Provider provider = sessions.provider();
        if (provider == null) {
            Refusals.end(context, Problem.of(CommonProblem.NOT_FOUND));
            return;
        }
        HttpServerRequest request = context.request();
        request.resume();
        byte[] kept = cookies().passing(request, PASSING);
        Cookie over = cookies().passing(PASSING, new byte[0]).setMaxAge(0);
        context.response().addCookie(over);
        JsonObject begun = kept == null ? null : read(kept);
        String state = request.getParam("state");
        String code = request.getParam("code");
        if (begun == null
                || begun.getLong("until") < clock.millis()
                || !begun.getString("state").equals(state)) {
            redirect(context, 302, FAILED + "expired");
        } else if (code == null) {
            // The provider says why in "error"; what it says is not repeated to anybody.
            redirect(context, 302, FAILED + "refused");
        } else {
            provider.redeem(code, begun.getString("verifier"), begun.getString("nonce"))
                    .onSuccess(got -> {
                        boolean fits = write(context, new Session(drawn(), got.access(), got.refresh()));
                        redirect(context, 302, fits ? begun.getString("to") : FAILED + "refused");
                    })
                    .onFailure(fault -> {
                        LOG.warnf("A sign-in was not completed cause=%s", fault);
                        redirect(context, 302, FAILED + "refused");
                    });
        }
    }

    private static @Nullable JsonObject read(byte[] kept) {
        try {
            return new JsonObject(Buffer.buffer(kept));
        } catch (DecodeException _) {
            return null;
        }
    }

    private boolean write(RoutingContext context, Session session) {
        // What is left of a longer one would only be dead weight.
        cookies().clear(context.request(), context.response());
        return cookies().write(context.response(), session);
    }

    private SessionCookies cookies() {
        SessionCookies cookies = sessions.cookies();
        if (cookies == null) {
            throw new IllegalStateException("there are no sessions without their key");
        }
        return cookies;
    }

    private String drawn() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void redirect(RoutingContext context, int status, String to) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.LOCATION, to)
                .end();
    }

    private static void answer(RoutingContext context, int status, JsonObject body) {
        var response = context.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        Buffer bytes = body.toBuffer();
        if (context.request().method() == HttpMethod.HEAD) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length()));
            response.end();
        } else {
            response.end(bytes);
        }
    }
}
