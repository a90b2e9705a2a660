package dev.rapport.gateway.webhook;

import dev.rapport.gateway.database.Schema;
import dev.rapport.kit.database.BackgroundWork;
import dev.rapport.kit.inbox.InboxConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says whether webhooks are fed. Data only: requests are passed on whether or not database and broker are there. */
@Readiness
@ApplicationScoped
class WebhookHealth implements HealthCheck {

    private final Schema schema;
    private final BackgroundWork work;

    @Inject
    WebhookHealth(Schema schema, BackgroundWork work) {
        this.schema = schema;
        this.work = work;
    }

    @Override
    public HealthCheckResponse call() {
        boolean reads = work.consumers().stream().allMatch(InboxConsumer::ready);
        return HealthCheckResponse.named("webhooks")
                .up()
                .withData("database", schema.ready() ? "ready" : "waits")
                .withData("consumer", reads ? "reads" : "waits")
                .build();
    }
}
