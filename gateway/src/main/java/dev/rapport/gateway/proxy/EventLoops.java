package dev.rapport.gateway.proxy;

import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * As many event loops as there are processors, at least two. Nothing here waits on one, so more of them only take turns and find the
 * connections that another one has.
 */
@ApplicationScoped
class EventLoops implements VertxOptionsCustomizer {

    private static final int FEWEST = 2;

    @Override
    public void accept(VertxOptions options) {
        options.setEventLoopPoolSize(Math.max(FEWEST, Runtime.getRuntime().availableProcessors()));
    }
}
