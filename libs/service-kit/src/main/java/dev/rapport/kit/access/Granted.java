package dev.rapport.kit.access;

import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What {@link AccessFilter} leaves in the routing context of a request it lets through.
 *
 * @param route the row of {@link AccessTable} that allows it
 * @param caller who calls
 * @param expires when the caller's token ends: an answer that goes on for longer ends then
 * @param sellerId the seller in the path; null where the route names none
 * @param path the path in its one canonical form, without the query
 */
public record Granted(
        AccessTable.Route route,
        Caller caller,
        Instant expires,
        @Nullable String sellerId,
        String path) {

    private static final String KEY = "rapport.granted";

    /** What was granted to this request; null outside {@code /api} or before the filter has run. */
    public static @Nullable Granted of(RoutingContext request) {
        return request.get(KEY);
    }

    void rememberIn(RoutingContext request) {
        request.put(KEY, this);
    }
}
