package dev.rapport.gateway.webhook;

import dev.rapport.kit.outward.Destinations;
import dev.rapport.kit.outward.Names;
import dev.rapport.kit.outward.OutwardCalls;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where webhooks may go, judged alike when one is registered and when it is called. */
class WebhookBeans {

    @Produces
    @Singleton
    Destinations destinations(WebhookConfig config) {
        return new Destinations(Names.ofThisMachine(), config.privateTargets());
    }

    @Produces
    @Singleton
    OutwardCalls calls(Vertx vertx, Destinations destinations) {
        return new OutwardCalls(vertx, destinations);
    }

    void close(@Disposes OutwardCalls calls) {
        calls.close();
    }
}
