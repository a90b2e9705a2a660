package dev.rapport.gateway.health;

import dev.rapport.kit.access.Service;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Says of each service behind whether it calls itself ready. Data only: a gateway stays ready while a service is away, since it
 * answers for it with 503 and the others work on. Asked at most every two seconds, however often health is.
 */
@Readiness
@ApplicationScoped
public class ServicesHealth implements AsyncHealthCheck {

    private static final Duration FRESH = Duration.ofSeconds(2);

    private final ServiceStates services;
    private @Nullable Asked last;

    private record Asked(long atNanos, CompletionStage<HealthCheckResponse> answer) {}

    @Inject
    public ServicesHealth(ServiceStates services) {
        this.services = services;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().completionStage(freshEnough());
    }

    private synchronized CompletionStage<HealthCheckResponse> freshEnough() {
        long now = System.nanoTime();
        if (last == null || now - last.atNanos() > FRESH.toNanos()) {
            last = new Asked(now, ask().toCompletionStage());
        }
        return last.answer();
    }

    private Future<HealthCheckResponse> ask() {
        Map<Service, Future<String>> states = new EnumMap<>(Service.class);
        for (Service service : List.of(Service.MESSAGE, Service.REVIEW, Service.CARE, Service.SCORE)) {
            states.put(service, services.state(service));
        }
        return Future.all(new ArrayList<>(states.values())).map(_ -> {
            var response = HealthCheckResponse.named("services").up();
            states.forEach((service, state) -> response.withData(service.wireName(), state.result()));
            return response.build();
        });
    }
}
