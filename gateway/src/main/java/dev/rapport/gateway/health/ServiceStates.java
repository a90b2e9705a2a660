package dev.rapport.gateway.health;

import dev.rapport.gateway.GatewayConfig;
import dev.rapport.kit.access.Service;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;

/** Asks a service whether it calls itself ready. */
@ApplicationScoped
public class ServiceStates {

    private static final int PATIENCE_MILLIS = 1_000;

    private final GatewayConfig config;
    private final HttpClient client;

    @Inject
    public ServiceStates(GatewayConfig config, Vertx vertx) {
        this.config = config;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(PATIENCE_MILLIS).setKeepAlive(false));
    }

    /** {@code UP}, {@code DOWN} or {@code UNREACHABLE}; never fails. */
    public Future<String> state(Service service) {
        URI address = config.upstream(service).management();
        var options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(address.getHost())
                .setPort(GatewayConfig.port(address))
                .setSsl("https".equals(address.getScheme()))
                .setURI("/q/health/ready")
                .setConnectTimeout(PATIENCE_MILLIS)
                .setIdleTimeout(PATIENCE_MILLIS);
        return client.request(options)
                .compose(HttpClientRequest::send)
                .map(response -> response.statusCode() == 200 ? "UP" : "DOWN")
                .otherwise("UNREACHABLE");
    }

    /** Does it call itself ready, now? */
    public Future<Boolean> ready(Service service) {
        return state(service).map("UP"::equals);
    }
}
