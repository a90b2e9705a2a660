package dev.rapport.kit.access;

import dev.rapport.kit.http.BodyLimit;
import dev.rapport.kit.http.Faults;
import dev.rapport.kit.http.Refusals;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import io.quarkus.micrometer.runtime.binder.vertx.HttpRequestMetric;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Holds every request against the token and {@link AccessTable}, before its headers or body are acted on: token (401), seller (404),
 * route (404), role (403), method (405), announced size (413). What is neither under {@code /api} nor declared open answers 404.
 *
 * <p>Runs on the event loop in the gateway and in each service alike; see docs/adr/0005.
 */
@ApplicationScoped
public class AccessFilter {

    /** After the handler that prepares authentication (200), before any that reads a body or routes. */
    private static final int PRIORITY = 150;

    private static final String REFUSED = "refused";
    private static final String NO_TOKEN = "Bearer realm=\"rapport\"";
    private static final String BAD_TOKEN = NO_TOKEN + ", error=\"invalid_token\"";
    private static final Logger LOG = Logger.getLogger(AccessFilter.class);
    private static final Problem NOT_FOUND = Problem.of(CommonProblem.NOT_FOUND);

    private final Instance<OpenPaths> openPaths;
    private final TokenConfig config;
    private final TokenCheck tokens;

    @Inject
    public AccessFilter(@Any Instance<OpenPaths> openPaths, TokenConfig config, TokenCheck tokens) {
        this.openPaths = openPaths;
        this.config = config;
        this.tokens = tokens;
    }

    void register(@Observes Filters filters) {
        LOG.infof("Tokens are trusted from issuer=%s", config.trusted());
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        String path = context.request().path();
        if (path == null || !ApiPath.underApi(path)) {
            if (path != null && openPaths.stream().anyMatch(open -> open.contains(path))) {
                context.next();
            } else {
                refuse(context, "unknown", NOT_FOUND);
            }
            return;
        }
        tokens.check(context, outcome -> {
            switch (outcome) {
                case TokenCheck.Outcome.Verified token -> decide(context, path, token);
                case TokenCheck.Outcome.Missing _ -> unauthenticated(context, NO_TOKEN);
                case TokenCheck.Outcome.Bad _ -> unauthenticated(context, BAD_TOKEN);
                case TokenCheck.Outcome.Unknown unknown -> refuseUnchecked(context, unknown.cause());
            }
        });
    }

    private void decide(RoutingContext context, String path, TokenCheck.Outcome.Verified token) {
        Caller caller = token.caller();
        List<String> segments = ApiPath.segments(path);
        if (segments == null) {
            refuse(context, REFUSED, NOT_FOUND);
            return;
        }
        var lookup = AccessTable.lookup(context.request().method().name(), segments);
        String sellerId = lookup.sellerId();
        // One and the same answer for another's seller, a seller nobody has and a path that does not exist.
        if (sellerId != null && !caller.mayName(sellerId)) {
            refuse(context, REFUSED, NOT_FOUND);
            return;
        }
        switch (lookup) {
            case AccessTable.Lookup.Nothing _ -> refuse(context, REFUSED, NOT_FOUND);
            case AccessTable.Lookup.OtherMethods other -> refuseMethod(context, caller, other);
            case AccessTable.Lookup.Found found -> grant(context, token, found, segments);
        }
    }

    private static void grant(
            RoutingContext context,
            TokenCheck.Outcome.Verified token,
            AccessTable.Lookup.Found found,
            List<String> segments) {
        Caller caller = token.caller();
        AccessTable.Route route = found.route();
        labelMetric(context, AccessTable.ROOT + route.template());
        if (!route.opensTo(caller)) {
            refuseRole(context, route.roles(), route.operators());
        } else if (BodyLimit.announcedOver(context.request(), route.bodyLimit())) {
            refuse(context, REFUSED, BodyLimit.exceeded(route.bodyLimit()));
        } else {
            new Granted(route, caller, token.expires(), found.sellerId(), ApiPath.of(segments)).rememberIn(context);
            context.next();
        }
    }

    private static void refuseMethod(RoutingContext context, Caller caller, AccessTable.Lookup.OtherMethods other) {
        if (other.routes().stream().noneMatch(route -> route.opensTo(caller))) {
            var roles = EnumSet.noneOf(Role.class);
            other.routes().forEach(route -> roles.addAll(route.roles()));
            refuseRole(context, roles, other.routes().stream().allMatch(AccessTable.Route::operators));
            return;
        }
        context.response().putHeader(HttpHeaders.ALLOW, String.join(", ", other.methods()));
        refuse(context, REFUSED, Problem.of(CommonProblem.METHOD_NOT_ALLOWED));
    }

    private static void refuseRole(RoutingContext context, Set<Role> roles, boolean operators) {
        String names =
                String.join(", ", roles.stream().sorted().map(Role::claim).toList());
        refuse(
                context,
                REFUSED,
                Problem.of(
                        CommonProblem.ROLE_REQUIRED,
                        "This takes one of the roles: " + names
                                + (operators ? ", and a token for every seller." : ".")));
    }

    private static void refuseUnchecked(RoutingContext context, Throwable cause) {
        LOG.errorf(cause, "A token could not be checked");
        Problem problem = Faults.problemOf(cause);
        refuse(context, REFUSED, problem.type() == CommonProblem.INTERNAL ? Faults.tokenIssuerAway() : problem);
    }

    private static void unauthenticated(RoutingContext context, String challenge) {
        context.response().putHeader("WWW-Authenticate", challenge);
        refuse(context, REFUSED, Problem.of(CommonProblem.UNAUTHENTICATED));
    }

    private static void refuse(RoutingContext context, String label, Problem problem) {
        labelMetric(context, label);
        Refusals.end(context, problem);
    }

    /** Metrics carry the template of the route, never the path: the seller is no label, and a stranger cannot make labels up. The first label stays. */
    private static void labelMetric(RoutingContext context, String template) {
        HttpRequestMetric metric = HttpRequestMetric.getRequestMetric(context);
        if (metric != null) {
            metric.setTemplatePath(template);
        }
    }
}
