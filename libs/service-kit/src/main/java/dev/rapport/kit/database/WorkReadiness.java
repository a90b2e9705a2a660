package dev.rapport.kit.database;

import dev.rapport.kit.inbox.InboxConsumer;
import dev.rapport.kit.outbox.OutboxRelay;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when every consumer runs and has its partitions and the relay, if there is one, has its connection. */
@Readiness
@ApplicationScoped
class WorkReadiness implements HealthCheck {

    private final BackgroundWork work;

    @Inject
    WorkReadiness(BackgroundWork work) {
        this.work = work;
    }

    @Override
    public HealthCheckResponse call() {
        boolean ready = true;
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("events");
        for (InboxConsumer consumer : work.consumers()) {
            ready &= consumer.ready();
            answer.withData("consumer " + consumer.subscription().group(), consumer.ready() ? "reads" : "waits");
        }
        OutboxRelay relay = work.relay();
        if (relay != null) {
            ready &= relay.carrying();
            answer.withData("relay", relay.carrying() ? "carries" : "waits");
        }
        return answer.status(ready).build();
    }
}
