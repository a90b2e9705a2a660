package dev.rapport.kit.http;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What ties one request together across services and logs. Taken from the request where it brings a valid {@code traceparent}
 * (W3C Trace Context) or {@code X-Request-Id}, made here otherwise.
 *
 * @param traceId 32 hex digits; {@code traceId} of problem documents
 * @param traceparent what to send on; goes with facts as {@code ce_traceparent}
 * @param requestId echoed as {@code X-Request-Id}
 */
public record Trace(String traceId, String traceparent, String requestId) {

    /** The header a request id travels in, both ways. */
    public static final String REQUEST_ID = "X-Request-Id";

    /** The header of W3C Trace Context. */
    public static final String TRACEPARENT = "traceparent";

    private static final String KEY = "rapport.trace";
    private static final Pattern PARENT =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:~-]{1,64}");

    /** The trace of a request; the same however often it is asked. */
    public static Trace of(RoutingContext context) {
        Trace known = context.get(KEY);
        if (known == null) {
            HttpServerRequest request = context.request();
            known = of(spanned(request.getHeader(TRACEPARENT)), request.getHeader(REQUEST_ID));
            context.put(KEY, known);
        }
        return known;
    }

    /** While traces are told, what a request causes is a consequence of its own span here. */
    private static @Nullable String spanned(@Nullable String received) {
        SpanContext own = Span.current().getSpanContext();
        return own.isValid()
                ? "00-" + own.getTraceId() + "-" + own.getSpanId() + "-"
                        + own.getTraceFlags().asHex()
                : received;
    }

    static Trace of(@Nullable String traceparent, @Nullable String requestId) {
        var parent = PARENT.matcher(traceparent == null ? "" : traceparent);
        boolean given = parent.matches();
        String traceId = given ? parent.group(1) : hex() + hex();
        String whole = given ? parent.group() : "00-" + traceId + "-" + hex() + "-00";
        return new Trace(
                traceId, whole, requestId != null && ID.matcher(requestId).matches() ? requestId : traceId);
    }

    /** 16 digits, not all zero. What it must be is different, not secret. */
    private static String hex() {
        long random;
        do {
            random = ThreadLocalRandom.current().nextLong();
        } while (random == 0);
        return HexFormat.of().toHexDigits(random);
    }
}
