package dev.rapport.kit.http;

import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts on every answer what belongs on all, and turns what falls through every route into a problem document. */
@ApplicationScoped
public class HttpEdge {

    /** Before everything else that filters. */
    private static final int FIRST = 1_000;

    /** Characters of a path with its query. The server itself cuts off at four times as many, where nothing can be answered. */
    private static final int LONGEST_URI = 4_096;

    private static final Logger LOG = Logger.getLogger(HttpEdge.class);

    void register(@Observes Filters filters) {
        filters.register(HttpEdge::begin, FIRST);
    }

    void catchWhatFallsThrough(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE + 2).failureHandler(HttpEdge::failed);
        router.route()
                .order(Integer.MAX_VALUE)
                .handler(context -> Refusals.end(context, Problem.of(CommonProblem.NOT_FOUND)));
    }

    private static void begin(RoutingContext context) {
        Trace trace = Trace.of(context);
        context.addHeadersEndHandler(_ -> {
            MultiMap headers = context.response().headers();
            headers.set(Trace.REQUEST_ID, trace.requestId());
            headers.set("X-Content-Type-Options", "nosniff");
            if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
                // What passes here is personal data unless whoever answers says otherwise.
                headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
            }
        });
        String uri = context.request().uri();
        if (uri != null && uri.length() > LONGEST_URI) {
            Refusals.end(context, Problem.of(CommonProblem.URI_TOO_LONG));
            return;
        }
        context.next();
    }

    private static void failed(RoutingContext context) {
        @Nullable Throwable fault = context.failure();
        Problem problem = fault == null ? Faults.ofStatus(context.statusCode()) : Faults.problemOf(fault);
        if (problem.type() == CommonProblem.INTERNAL) {
            LOG.errorf(fault, "A request failed traceId=%s", Trace.of(context).traceId());
        }
        Refusals.end(context, problem);
    }
}
