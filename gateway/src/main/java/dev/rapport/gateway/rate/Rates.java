package dev.rapport.gateway.rate;

import dev.rapport.kit.access.AccessTable;
import dev.rapport.kit.access.Granted;
import dev.rapport.kit.http.Refusals;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/**
 * Holds every granted request against the rates of its caller and its seller, before anything is done for it. Each answer tells in
 * {@code RateLimit} and {@code RateLimit-Policy} how much is left; what is over is 429 with {@code Retry-After}. Event loop only.
 */
@ApplicationScoped
public class Rates {

    /** After the filter that grants, whose order is -150, and before whoever answers. */
    private static final int FIRST = -100;

    private final Buckets buckets;
    private final String policies;
    private final Counter refused;

    @Inject
    public Rates(RateConfig config, MeterRegistry meters) {
        var caller =
                new Quota("caller", config.caller().perSecond(), config.caller().burst());
        var seller =
                new Quota("seller", config.seller().perSecond(), config.seller().burst());
        this.buckets = new Buckets(caller, seller, TimeMeter.SYSTEM_NANOTIME);
        this.policies = caller.policy() + ", " + seller.policy();
        this.refused = Counter.builder("rapport.gateway.rate.refused")
                .description("Requests refused because their caller or seller asks too often")
                .register(meters);
    }

    void register(@Observes Router router) {
        router.route(AccessTable.ROOT + "/*").order(FIRST).handler(this::handle);
    }

    private void handle(RoutingContext context) {
        Granted granted = Granted.of(context);
        if (granted == null) {
            context.next();
            return;
        }
        Allowance allowance = buckets.take(granted.caller().agentId(), granted.sellerId());
        // At the last moment: a proxied answer brings its own headers and drops what was there.
        context.addHeadersEndHandler(_ ->
                context.response().putHeader("RateLimit-Policy", policies).putHeader("RateLimit", allowance.header()));
        if (allowance.retryAfter() == null) {
            context.next();
            return;
        }
        refused.increment();
        Refusals.end(
                context,
                Problem.of(
                                CommonProblem.TOO_MANY_REQUESTS,
                                "This " + allowance.quota().name() + " has asked too often.")
                        .retryAfter(allowance.retryAfter()));
    }
}
