package dev.rapport.gateway.proxy;

import dev.rapport.gateway.GatewayConfig;
import dev.rapport.kit.access.AccessTable;
import dev.rapport.kit.access.Granted;
import dev.rapport.kit.access.Service;
import dev.rapport.kit.http.BodyLimit;
import dev.rapport.kit.http.Faults;
import dev.rapport.kit.http.Refusals;
import dev.rapport.kit.http.Trace;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemJson;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Passes a granted request on to the service that owns its route, and the answer back, as streams. Event loop only. */
@ApplicationScoped
public class Forwarder {

    private static final Logger LOG = Logger.getLogger(Forwarder.class);

    /** How often a request that only reads is sent again when its connection turns out to be closed. */
    private static final int MORE_TRIES = 2;

    private final GatewayConfig config;
    private final Upstreams upstreams;
    private final Places places;
    private final Breakers breakers;
    private final ReadAhead.Room room;

    @Inject
    public Forwarder(GatewayConfig config, Upstreams upstreams, Places places, Breakers breakers) {
        this.config = config;
        this.upstreams = upstreams;
        this.places = places;
        this.breakers = breakers;
        this.room = new ReadAhead.Room(config.readAheadOfAll());
    }

    void register(@Observes Router router) {
        router.route(AccessTable.ROOT + "/*").handler(this::handle);
    }

    private void handle(RoutingContext context) {
        Granted granted = Granted.of(context);
        // Whatever the filter has not granted is not passed on, even if somebody opens a path by mistake.
        if (granted == null || granted.route().service() == Service.GATEWAY) {
            context.next();
            return;
        }
        announceChunks(context.request());
        if (!hasBody(context.request())) {
            enter(context, granted, null);
            return;
        }
        if (chunked(context.request()) && !onlyChunked(context.request())) {
            // RFC 9112, 6.3: where the body ends would be anybody's guess, and with it where the next request begins.
            Refusals.end(
                    context,
                    Problem.of(CommonProblem.BAD_REQUEST, "A body is sent with a length or in chunks, not otherwise."));
            return;
        }
        if ("100-continue".equalsIgnoreCase(context.request().getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        // Before anything is read: a request of HTTP/2 that has been read to its end cannot be made one any more.
        ProxyRequest proxied = ProxyRequest.reverseProxy(context.request());
        var ahead = new ReadAhead(context.request(), room);
        var body = new CountedBody(ahead, granted.route().bodyLimit());
        // From now on to its end: nobody keeps a place at a service, or memory here, by sending a byte now and then.
        long timer = context.vertx().setTimer(config.requestTimeout().toMillis(), _ -> {
            if (ahead.reading()) {
                ahead.drop();
                Refusals.end(context, Problem.of(CommonProblem.REQUEST_TIMEOUT));
            } else {
                body.timeUp();
            }
        });
        context.addEndHandler(_ -> {
            context.vertx().cancelTimer(timer);
            ahead.drop();
        });
        ahead.begin(config.readAhead(), () -> {
            if (ahead.broken()) {
                Refusals.end(context, brokenOff());
            } else {
                enter(context, granted, new Upload(proxied, body));
            }
        });
    }

    private void enter(RoutingContext context, Granted granted, @Nullable Upload upload) {
        CircuitBreaker circuit = breakers.of(granted.route().service());
        if (!circuit.tryAcquirePermission()) {
            Refusals.end(context, UpstreamFaults.circuitOpen());
            return;
        }
        places.enter(
                context,
                granted,
                leave -> pass(new Call(context, granted, upload, circuit, leave, System.nanoTime()), MORE_TRIES),
                () -> {
                    circuit.releasePermission();
                    Refusals.end(context, UpstreamFaults.noPlace());
                });
    }

    /** A request that brings a body. */
    private record Upload(ProxyRequest request, CountedBody body) {}

    /**
     * One request on its way.
     *
     * @param upload null where it has no body
     * @param circuit learns how the service did
     * @param leave gives the place at the service back
     */
    private record Call(
            RoutingContext context,
            Granted granted,
            @Nullable Upload upload,
            CircuitBreaker circuit,
            Runnable leave,
            long sinceNanos) {

        String uri() {
            String query = context.request().query();
            return query == null ? granted.path() : granted.path() + "?" + query;
        }

        void served() {
            circuit.onSuccess(System.nanoTime() - sinceNanos, TimeUnit.NANOSECONDS);
        }

        /**
         * A client that went away or sent too much says nothing of the service. Nor does a reset: a service that speaks HTTP/1 has none,
         * so it is ours, because the request broke off.
         */
        void failed(Throwable fault, boolean byClient) {
            if (byClient
                    || fault instanceof StreamResetException
                    || context.response().closed()) {
                circuit.releasePermission();
            } else {
                circuit.onError(System.nanoTime() - sinceNanos, TimeUnit.NANOSECONDS, fault);
            }
        }
    }

    private void pass(Call call, int moreTries) {
        upstreams
                .open(call.granted.route().service(), call.context.request().method(), call.uri())
                .onSuccess(opened -> send(call, opened, moreTries))
                .onFailure(fault -> {
                    call.failed(fault, false);
                    refuse(call, UpstreamFaults.whileConnecting(fault), fault);
                });
    }

    private void send(Call call, HttpClientRequest opened, int moreTries) {
        RoutingContext context = call.context;
        Granted granted = call.granted;
        HttpServerRequest request = context.request();
        if (context.response().closed()) {
            opened.reset();
            call.circuit.releasePermission();
            call.leave.run();
            return;
        }
        // Nobody is there to read the answer any more: the connection is free for others at once.
        context.addEndHandler(ended -> {
            if (ended.failed()) {
                opened.reset();
            }
        });
        // Every failure also arrives where the answer is awaited; without a handler it would be logged a second time.
        opened.exceptionHandler(_ -> {});
        long patience = config.answerTimeout().toMillis();
        CountedBody body = call.upload == null ? null : call.upload.body();
        ProxyRequest proxied = call.upload == null ? ProxyRequest.reverseProxy(request) : call.upload.request();
        proxied.setURI(opened.getURI());
        if (body == null) {
            proxied.setBody(null);
            request.resume();
            opened.idleTimeout(patience);
        } else {
            // The clock of the answer starts when the whole request has been sent.
            body.onComplete(() -> opened.idleTimeout(patience));
            proxied.setBody(
                    Body.body(body, chunked(request) ? -1 : proxied.getBody().length()));
        }
        TravellingHeaders.inward(proxied.headers(), Trace.of(context));
        proxied.send(opened)
                .onSuccess(answer -> {
                    call.served();
                    answer(call, answer);
                })
                .onFailure(fault -> {
                    if (moreTries > 0 && body == null && mayBeRepeated(context, fault)) {
                        pass(call, moreTries - 1);
                    } else {
                        call.failed(fault, body != null && (body.exceeded() || body.late() || body.broken()));
                        refuse(call, problemOf(granted, body, fault), fault);
                    }
                });
    }

    /**
     * Whether a request that only reads met a connection that the service had closed, as after its restart: nothing of an
     * answer has come, and another connection may do.
     */
    private static boolean mayBeRepeated(RoutingContext context, Throwable fault) {
        HttpMethod method = context.request().method();
        return fault instanceof HttpClosedException
                && (method == HttpMethod.GET || method == HttpMethod.HEAD)
                && !context.response().headWritten()
                && !context.response().closed();
    }

    /** HTTP/2 has no chunks, so the proxy would not know that a body of unknown length follows. */
    private static void announceChunks(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2
                && !request.isEnded()
                && !request.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            request.headers().set(HttpHeaders.TRANSFER_ENCODING, HttpHeaders.CHUNKED);
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        return chunked(request) || request.headers().contains(HttpHeaders.CONTENT_LENGTH);
    }

    private static boolean chunked(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static boolean onlyChunked(HttpServerRequest request) {
        List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        return codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked");
    }

    private static Problem problemOf(Granted granted, @Nullable CountedBody body, Throwable fault) {
        if (body == null) {
            return UpstreamFaults.whileWaiting(fault);
        }
        if (body.exceeded()) {
            return BodyLimit.exceeded(granted.route().bodyLimit());
        }
        if (body.late()) {
            return Problem.of(CommonProblem.REQUEST_TIMEOUT);
        }
        return body.broken() || fault instanceof StreamResetException
                ? brokenOff()
                : UpstreamFaults.whileWaiting(fault);
    }

    private static Problem brokenOff() {
        return Problem.of(CommonProblem.BAD_REQUEST, "The body ended before it was complete.");
    }

    private void answer(Call call, ProxyResponse answer) {
        RoutingContext context = call.context;
        if (isForeignError(context, answer)) {
            Problem problem = Faults.ofStatus(answer.getStatusCode());
            answer.release();
            LOG.warnf(
                    "A service refused without a problem document service=%s status=%d",
                    call.granted.route().service().wireName(), answer.getStatusCode());
            Refusals.end(context, problem);
            call.leave.run();
            return;
        }
        TravellingHeaders.outward(answer.headers());
        answer.send()
                .onFailure(fault -> LOG.debugf(fault, "An answer was cut off on its way"))
                .onComplete(_ -> call.leave.run());
    }

    private static boolean isForeignError(RoutingContext context, ProxyResponse answer) {
        String type = answer.headers().get(HttpHeaders.CONTENT_TYPE);
        boolean document = type != null && type.startsWith(ProblemJson.MEDIA_TYPE);
        return answer.getStatusCode() >= 400 && !document && context.request().method() != HttpMethod.HEAD;
    }

    private static void refuse(Call call, Problem problem, Throwable fault) {
        if (problem.status() >= 500) {
            LOG.warnf(
                    "A service did not answer service=%s code=%s traceId=%s cause=%s",
                    call.granted.route().service().wireName(),
                    problem.type().name(),
                    Trace.of(call.context).traceId(),
                    fault.toString());
        }
        Refusals.end(call.context, problem);
        call.leave.run();
    }
}
