package dev.rapport.gateway.proxy;

import dev.rapport.kit.http.Trace;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which headers travel. Towards the services a list of what may: whatever else a client makes up (forwarded addresses, tenants, users,
 * roles, method overrides, cookies) never arrives. Back to the client everything but what belongs to one connection.
 */
final class TravellingHeaders {

    /** Content-Length, Transfer-Encoding and Host belong to each connection and are written anew by the proxy. */
    private static final Set<String> INWARD = Set.of(
            "accept",
            "accept-encoding",
            "accept-language",
            "authorization",
            "content-encoding",
            "content-type",
            "idempotency-key",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-unmodified-since",
            "last-event-id",
            "tracestate",
            "user-agent");

    /** RFC 9110, 7.6.1, and what tells of the software behind. */
    private static final Set<String> NOT_OUTWARD = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "server",
            "te",
            "trailer",
            "upgrade",
            "via",
            "x-powered-by",
            "x-content-type-options",
            "x-request-id");

    private TravellingHeaders() {}

    /** Leaves only what may reach a service, and adds the trace. */
    static void inward(MultiMap headers, Trace trace) {
        dropWhere(headers, name -> !INWARD.contains(name));
        headers.set(Trace.TRACEPARENT, trace.traceparent());
        headers.set(Trace.REQUEST_ID, trace.requestId());
    }

    /** Takes away what must not reach the client, also what the service's {@code Connection} header names. */
    static void outward(MultiMap headers) {
        for (String connection : headers.getAll("connection")) {
            for (String named : connection.split(",", -1)) {
                if (!named.isBlank()) {
                    headers.remove(named.strip());
                }
            }
        }
        dropWhere(headers, NOT_OUTWARD::contains);
    }

    /** One pass over what is there, and as many removals as there is to remove: both lists are longer than that. */
    private static void dropWhere(MultiMap headers, Predicate<String> dropped) {
        List<String> names = new ArrayList<>();
        headers.forEach((name, _) -> {
            if (dropped.test(name.toLowerCase(Locale.ROOT))) {
                names.add(name);
            }
        });
        names.forEach(headers::remove);
    }
}
