package dev.rapport.gateway.audit;

import dev.rapport.gateway.door.Operations;
import dev.rapport.kit.access.AccessTable;
import dev.rapport.kit.access.Granted;
import dev.rapport.kit.http.Refusals;
import dev.rapport.kit.http.Trace;
import dev.rapport.kit.problem.Problem;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Holds up every granted request that may change something until it is written down, and has what came of it written down when it has
 * been answered. Event loop only.
 */
@ApplicationScoped
public class AuditedRequests {

    /** After the rates, whose order is -100: what they refuse was never about to happen. Before whoever answers. */
    private static final int SECOND = -90;

    private static final Duration SOON = Duration.ofSeconds(1);

    private final AuditLog log;
    private final Operations operations;
    private final Clock clock;

    @Inject
    AuditedRequests(AuditLog log, Operations operations, Clock clock) {
        this.log = log;
        this.operations = operations;
        this.clock = clock;
    }

    void register(@Observes Router router) {
        router.route(AccessTable.ROOT + "/*").order(SECOND).handler(this::handle);
    }

    private void handle(RoutingContext context) {
        Granted granted = Granted.of(context);
        if (granted == null || !granted.route().writes()) {
            context.next();
            return;
        }
        Intent intent = Intent.of(
                UUID.randomUUID(),
                granted,
                operations.idOf(granted.route()),
                Trace.of(context).traceId(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        Context loop = context.vertx().getOrCreateContext();
        log.intend(intent, written -> loop.runOnContext(_ -> goOn(context, intent, written)));
    }

    private void goOn(RoutingContext context, Intent intent, boolean written) {
        if (context.response().closed() || context.response().ended()) {
            // Nobody waits any more, and nothing was passed on: what the entry says of it, that nothing is known, is on
            // the safe side.
            return;
        }
        if (!written) {
            Refusals.end(
                    context,
                    Problem.of(AuditProblem.AUDIT_UNAVAILABLE, "Nothing was done. Try again in a moment.")
                            .retryAfter(SOON));
            return;
        }
        context.addEndHandler(_ -> settle(context.response(), intent));
        context.next();
    }

    /** A client that left before any of the answer leaves an intent of which nothing is known: the service may have acted. */
    private void settle(HttpServerResponse response, Intent intent) {
        if (response.headWritten()) {
            log.settle(new Outcome(
                    intent.auditId(),
                    intent.sellerId(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    response.getStatusCode(),
                    response.headers().get(HttpHeaders.LOCATION)));
        }
    }
}
