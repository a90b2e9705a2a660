package dev.rapport.kit.outward;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls URLs that sellers gave, each at the address that was judged. Follows no redirects; checks certificates against the name. For any
 * number of threads, which wait for their answer; how many may call at once is theirs to bound.
 */
public final class OutwardCalls implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int IDLE_SECONDS = 10;
    private static final int CONNECTIONS_OF_A_TARGET = 64;

    private final HttpClient http;
    private final Destinations destinations;

    public OutwardCalls(Vertx vertx, Destinations destinations) {
        this(vertx, destinations, new HttpClientOptions());
    }

    OutwardCalls(Vertx vertx, Destinations destinations, HttpClientOptions options) {
        this.destinations = destinations;
        this.http = vertx.createHttpClient(options.setConnectTimeout(CONNECT_MILLIS)
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setMaxPoolSize(CONNECTIONS_OF_A_TARGET)
                .setVerifyHost(true));
    }

    /** Calls once and waits for what comes of it; never throws for what the other side does. */
    public Answer post(OutwardPost post) throws InterruptedException {
        long until = System.nanoTime() + post.timeout().toNanos();
        return switch (destinations.of(post.url())) {
            case Destination.Closed(String fault) -> new Answer.NotCalled(fault);
            case Destination.Open open -> post(post, open, until);
        };
    }

    private Answer post(OutwardPost post, Destination.Open open, long until) throws InterruptedException {
        var call = new Call(post);
        http.request(options(post, open)).onComplete(call::send, call::broken);
        try {
            return call.answer.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return new Answer.Late();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer could not be read", e.getCause());
        } finally {
            // Whoever stops waiting ends the call as well.
            call.answer.cancel(false);
        }
    }

    private static RequestOptions options(OutwardPost post, Destination.Open open) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                // Where to connect to; host and port are what Host, SNI and the certificate go by.
                .setServer(SocketAddress.inetSocketAddress(
                        open.port(), open.address().getHostAddress()))
                .setHost(open.url().getHost())
                .setPort(open.port())
                .setSsl(open.secure())
                .setURI(open.target())
                .setFollowRedirects(false);
        post.headers().forEach(options::putHeader);
        return options;
    }

    /** One call; its handlers run on one event loop. */
    private static final class Call {

        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private final OutwardPost post;
        private final Buffer read = Buffer.buffer();

        private Call(OutwardPost post) {
            this.post = post;
        }

        private void send(HttpClientRequest request) {
            var unused = answer.whenComplete((result, _) -> {
                if (!(result instanceof Answer.Whole)) {
                    request.reset();
                }
            });
            if (!answer.isDone()) {
                request.exceptionHandler(this::broken);
                request.send(Buffer.buffer(post.body())).onComplete(this::read, this::broken);
            }
        }

        private void read(HttpClientResponse response) {
            response.exceptionHandler(this::broken);
            response.handler(chunk -> {
                if (read.length() + chunk.length() > post.mostOfAnswer()) {
                    answer.complete(new Answer.Broken("more of an answer than is read"));
                } else {
                    read.appendBuffer(chunk);
                }
            });
            response.endHandler(_ ->
                    answer.complete(new Answer.Whole(response.statusCode(), read.toString(StandardCharsets.UTF_8))));
        }

        private void broken(Throwable failure) {
            answer.complete(new Answer.Broken(failure.getClass().getSimpleName()));
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
