package dev.rapport.gateway.live;

import dev.rapport.gateway.live.Frames.Ending;
import dev.rapport.kit.access.AccessTable;
import dev.rapport.kit.access.Granted;
import dev.rapport.kit.http.Refusals;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** {@code GET /sellers/{sellerId}/stream} and {@code GET /stream}, over all of the token's sellers. Event loop only. */
@ApplicationScoped
public class StreamRoutes {

    private static final String EVENT_STREAM = "text/event-stream";

    /** What a connection takes beyond what its socket does; a stream is small pieces now and then. */
    private static final int WRITE_QUEUE_BYTES = 16 << 10;

    private static final Duration FULL = Duration.ofSeconds(10);

    private final LiveFeed feed;
    private final Clock clock;

    @Inject
    public StreamRoutes(LiveFeed feed, Clock clock) {
        this.feed = feed;
        this.clock = clock;
    }

    void register(@Observes Router router) {
        router.route(AccessTable.ROOT + "/stream").handler(this::open);
        router.route(AccessTable.ROOT + "/sellers/:sellerId/stream").handler(this::open);
    }

    private void open(RoutingContext context) {
        Granted granted = Granted.of(context);
        if (granted == null) {
            context.next();
            return;
        }
        HttpServerResponse response = context.response();
        response.putHeader(HttpHeaders.CONTENT_TYPE, EVENT_STREAM);
        if (context.request().method() == HttpMethod.HEAD) {
            context.request().resume();
            response.end();
            return;
        }
        if (feed.full()) {
            Refusals.end(
                    context,
                    Problem.of(CommonProblem.UNAVAILABLE, "Too many streams are open.")
                            .retryAfter(FULL));
            return;
        }
        context.request().resume();
        // A proxy in between must not gather what is meant for this moment.
        response.putHeader("X-Accel-Buffering", "no").setChunked(true).setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
        String seller = granted.sellerId();
        Set<String> sellers = seller == null ? granted.caller().sellers() : Set.of(seller);
        LiveStream stream = feed.open(
                sellers,
                context.vertx().getOrCreateContext(),
                context.request(),
                context.request().getHeader("Last-Event-ID"));
        long left =
                Math.max(1, Duration.between(clock.instant(), granted.expires()).toMillis());
        long expiry = context.vertx().setTimer(left, _ -> stream.end(Ending.TOKEN_EXPIRED));
        context.addEndHandler(_ -> {
            context.vertx().cancelTimer(expiry);
            stream.closed(null);
        });
    }
}
