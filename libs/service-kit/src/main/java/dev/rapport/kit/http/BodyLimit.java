package dev.rapport.kit.http;

import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** How large a body may be, checked against what the request says of itself before any of it is read. */
public final class BodyLimit {

    private BodyLimit() {}

    /** Does the request announce more than {@code limit} bytes? A chunked one announces nothing and is counted while it comes. */
    public static boolean announcedOver(HttpServerRequest request, long limit) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && parse(length) > limit;
    }

    /** The refusal; {@code limit} in bytes. */
    public static Problem exceeded(long limit) {
        return Problem.of(CommonProblem.BODY_TOO_LARGE, "A body here may have " + limit + " bytes.")
                .with("limit", limit);
    }

    /** A length header's value; one that cannot be read counts as too large. */
    static long parse(String length) {
        try {
            long parsed = Long.parseLong(length.strip());
            return parsed < 0 ? Long.MAX_VALUE : parsed;
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }
}
