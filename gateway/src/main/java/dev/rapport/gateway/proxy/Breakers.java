package dev.rapport.gateway.proxy;

import dev.rapport.gateway.GatewayConfig;
import dev.rapport.gateway.health.ServiceStates;
import dev.rapport.kit.access.Service;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * A circuit breaker per service: when half of its last calls failed, requests are refused at once instead of waiting for it, and its
 * health is asked until it calls itself ready. Only what the service did counts: no answer, one too late, or one that is no HTTP.
 */
@ApplicationScoped
public class Breakers {

    private static final Logger LOG = Logger.getLogger(Breakers.class);
    private static final int WINDOW = 20;
    private static final int AT_LEAST = 10;
    private static final float HALF = 50;
    private static final int TRIALS = 5;

    /** How often a service that failed is asked whether it is ready. */
    static final Duration ASKED_EVERY = Duration.ofSeconds(1);

    /** After this long it is tried even if it does not call itself ready. */
    private static final Duration TRIED_AFTER = Duration.ofSeconds(15);

    private final Map<Service, CircuitBreaker> breakers = new EnumMap<>(Service.class);
    private final ServiceStates health;
    private final Vertx vertx;

    @Inject
    public Breakers(ServiceStates health, Vertx vertx, MeterRegistry meters, GatewayConfig config) {
        this.health = health;
        this.vertx = vertx;
        var rules = CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(AT_LEAST)
                .failureRateThreshold(HALF)
                .waitDurationInOpenState(TRIED_AFTER)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .maxWaitDurationInHalfOpenState(config.answerTimeout())
                .build();
        for (Service service : List.of(Service.MESSAGE, Service.REVIEW, Service.CARE, Service.SCORE)) {
            CircuitBreaker breaker = CircuitBreaker.of(service.wireName(), rules);
            breakers.put(service, breaker);
            Gauge.builder("rapport.gateway.circuit.open", breaker, one -> one.getState() == State.OPEN ? 1 : 0)
                    .description("1 while requests to a service are refused at once because it failed")
                    .tag("service", service.wireName())
                    .register(meters);
        }
    }

    @PostConstruct
    void listen() {
        breakers.forEach((service, breaker) -> breaker.getEventPublisher().onStateTransition(transition -> {
            LOG.warnf(
                    "A service's circuit changed service=%s transition=%s",
                    service.wireName(), transition.getStateTransition());
            if (breaker.getState() == State.OPEN) {
                askLater(service);
            }
        }));
    }

    /** The one of a service; every permission it gave is ended by an outcome or given back. */
    CircuitBreaker of(Service service) {
        return Objects.requireNonNull(breakers.get(service), "the gateway has no circuit to itself");
    }

    /** Begins anew, as after a start. */
    void forget() {
        breakers.values().forEach(CircuitBreaker::reset);
    }

    private void askLater(Service service) {
        vertx.setTimer(ASKED_EVERY.toMillis(), _ -> health.ready(service).onComplete(answer -> {
            CircuitBreaker breaker = of(service);
            if (breaker.getState() != State.OPEN) {
                return;
            }
            if (answer.succeeded() && answer.result()) {
                breaker.transitionToClosedState();
            } else {
                askLater(service);
            }
        }));
    }
}
