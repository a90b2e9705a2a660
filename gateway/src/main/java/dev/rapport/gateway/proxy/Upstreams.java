package dev.rapport.gateway.proxy;

import dev.rapport.gateway.GatewayConfig;
import dev.rapport.kit.access.Service;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;

/**
 * Connections to the services, bounded per service, so that a service that hangs cannot take what the others need. Every event loop has
 * its own: a request and its answer stay on one thread from the client's socket to the service's and back. How many requests there are
 * at a service in all is for {@link Places} to say. Event loop only.
 */
@ApplicationScoped
public class Upstreams {

    /** Shorter than the services keep an idle connection, so that none is closed under a request. */
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final GatewayConfig config;
    private final ThreadLocal<HttpClient> clients;

    @Inject
    public Upstreams(GatewayConfig config, Vertx vertx) {
        this.config = config;
        HttpClientOptions options = new HttpClientOptions()
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                .setDecompressionSupported(false)
                .setMaxWaitQueueSize(config.waiting())
                .setTcpNoDelay(true);
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(config.connections());
        this.clients = ThreadLocal.withInitial(() -> vertx.createHttpClient(options, pool));
    }

    /**
     * Opens a request; it fails with what the connection failed with, or {@code ConnectionPoolTooBusyException} when too many wait.
     *
     * @param uri path and query
     */
    Future<HttpClientRequest> open(Service service, HttpMethod method, String uri) {
        URI address = config.upstream(service).url();
        return clients.get()
                .request(new RequestOptions()
                        .setMethod(method)
                        .setHost(address.getHost())
                        .setPort(GatewayConfig.port(address))
                        .setSsl("https".equals(address.getScheme()))
                        .setURI(uri)
                        .setConnectTimeout(config.connectTimeout().toMillis()));
    }
}
