package dev.rapport.gateway;

import dev.rapport.kit.access.Service;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;

/** The services behind the gateway as little servers on the loopback, real HTTP or raw bytes. */
public final class Behind implements AutoCloseable {

    /** What a service was sent. */
    public record Seen(String service, String method, String uri, JsonObject headers) {}

    private final Vertx vertx;
    private final List<Runnable> servers = new ArrayList<>();
    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();

    public Behind(Vertx vertx) {
        this.vertx = vertx;
    }

    /** All requests the services got, in order. */
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    public void forget() {
        seen.clear();
    }

    /** Every service answers with what it was asked. */
    public Behind echo() {
        for (Service service : List.of(Service.MESSAGE, Service.REVIEW, Service.CARE, Service.SCORE)) {
            http(service, request -> request.body().onSuccess(body -> request.response()
                    .putHeader("content-type", "application/json")
                    .end(new JsonObject()
                            .put("service", service.wireName())
                            .put("bytes", body.length())
                            .encode())));
        }
        return this;
    }

    /** A service that speaks HTTP. */
    public HttpServer http(Service service, Handler<HttpServerRequest> handler) {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(60))
                .requestHandler(request -> {
                    seen.add(noted(service, request));
                    handler.handle(request);
                });
        await(server.listen(port(service), "127.0.0.1"));
        servers.add(() -> await(server.close()));
        return server;
    }

    /** A service that speaks whatever it likes. */
    public NetServer raw(Service service, Handler<NetSocket> handler) {
        NetServer server = vertx.createNetServer().connectHandler(handler);
        await(server.listen(port(service), "127.0.0.1"));
        servers.add(() -> await(server.close()));
        return server;
    }

    /** A service that answers any request's first bytes with these. */
    public NetServer raw(Service service, String answer) {
        return raw(
                service,
                socket ->
                        socket.handler(_ -> socket.write(Buffer.buffer(answer)).onComplete(_ -> socket.close())));
    }

    /** The service calls itself ready, on its port for that. */
    public void ready(Service service) {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.response().end("{\"status\":\"UP\"}"));
        await(server.listen(port(service, "management-url"), "127.0.0.1"));
        servers.add(() -> await(server.close()));
    }

    private static Seen noted(Service service, HttpServerRequest request) {
        var headers = new JsonObject();
        request.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return new Seen(service.wireName(), request.method().name(), request.uri(), headers);
    }

    private static int port(Service service) {
        return port(service, "url");
    }

    private static int port(Service service, String property) {
        String key = "rapport.gateway." + service.name().toLowerCase(Locale.ROOT) + "." + property;
        return URI.create(ConfigProvider.getConfig().getValue(key, String.class))
                .getPort();
    }

    /** Waits for something that does not take long. */
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        servers.forEach(Runnable::run);
        servers.clear();
    }
}
