package dev.rapport.kit.http;

import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemJson;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Ends a request with a problem document, on the event loop and whether or not its body has been read. */
public final class Refusals {

    /** What is read and thrown away of a refused body, so that the client gets to read the answer, before the connection is cut. */
    private static final long DRAINED_BYTES = 8 << 20;

    private static final long DRAINED_MILLIS = 2_000;

    private Refusals() {}

    /** Answers with the document of a problem. When an answer is already under way, the connection is cut instead. */
    public static void end(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            return;
        }
        Trace trace = Trace.of(context);
        response.setStatusCode(problem.status());
        response.putHeader(HttpHeaders.CONTENT_TYPE, ProblemJson.MEDIA_TYPE);
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Duration retryAfter = problem.retryAfter();
        if (retryAfter != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, retryAfterSeconds(retryAfter));
        }
        boolean reusable = isReusable(context.request());
        if (!reusable) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        String instance =
                context.request().path() == null ? "/" : context.request().path();
        Future<Void> sent = response.end(Buffer.buffer(ProblemJson.write(problem, instance, trace.traceId())));
        sent.onFailure(_ -> context.request().connection().close());
        if (!context.request().isEnded()) {
            discardBody(context, sent, reusable);
        }
    }

    /** Whole seconds, rounded up, at least one. */
    static String retryAfterSeconds(Duration retryAfter) {
        return Long.toString(Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds()));
    }

    /** Can the connection carry another request once the rest of this one's body has been thrown away? */
    private static boolean isReusable(HttpServerRequest request) {
        return request.isEnded() || request.version() == HttpVersion.HTTP_2 || declaredLength(request) <= DRAINED_BYTES;
    }

    /** Lets the rest of the body come, within limits, so that the client reads the answer before the connection goes. */
    private static void discardBody(RoutingContext context, Future<Void> sent, boolean reusable) {
        HttpServerRequest request = context.request();
        var rest = new Discarding(request);
        long timer = context.vertx().setTimer(DRAINED_MILLIS, _ -> rest.cut());
        request.exceptionHandler(_ -> context.vertx().cancelTimer(timer));
        request.endHandler(_ -> {
            context.vertx().cancelTimer(timer);
            if (!reusable) {
                sent.onComplete(_ -> rest.cut());
            }
        });
        request.handler(rest::take);
        request.resume();
    }

    private static long declaredLength(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return Long.MAX_VALUE;
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : BodyLimit.parse(length);
    }

    private static final class Discarding {
        private final HttpServerRequest request;
        private long taken;

        Discarding(HttpServerRequest request) {
            this.request = request;
        }

        void take(Buffer piece) {
            taken += piece.length();
            if (taken > DRAINED_BYTES) {
                cut();
            }
        }

        void cut() {
            if (request.version() == HttpVersion.HTTP_2) {
                request.response().reset();
            } else {
                request.connection().close();
            }
        }
    }
}
