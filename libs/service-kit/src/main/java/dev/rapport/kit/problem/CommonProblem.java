package dev.rapport.kit.problem;

/** What any part of the suite may refuse. A service's own refusals are in its own enum. */
public enum CommonProblem implements ProblemType {
    MALFORMED_BODY(400, "The body cannot be read"),
    BAD_PARAMETER(400, "A parameter is not acceptable"),
    BAD_CURSOR(400, "The cursor does not belong to this query"),
    BAD_REQUEST(400, "The request cannot be understood"),
    UNAUTHENTICATED(401, "A valid token is required"),
    ROLE_REQUIRED(403, "The token lacks the role for this"),
    NOT_FOUND(404, "There is no such thing here"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "None of the accepted media types can be produced"),
    REQUEST_TIMEOUT(408, "The request took too long to arrive"),
    CONFLICT(409, "The state does not allow this"),
    IDEMPOTENCY_KEY_IN_USE(409, "A request with this idempotency key is still under way"),
    GONE(410, "This is no longer here"),
    STALE(412, "The resource has changed since it was read"),
    BODY_TOO_LARGE(413, "The body is too large"),
    URI_TOO_LONG(414, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type of the body is not supported"),
    INVALID(422, "The request breaks a rule"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another request"),
    PRECONDITION_REQUIRED(428, "If-Match is required"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    INTERNAL(500, "Something went wrong on our side"),
    BAD_ANSWER(502, "The service behind gave an answer that cannot be read"),
    UNAVAILABLE(503, "The service cannot answer at the moment"),
    TOO_SLOW(504, "The service behind did not answer in time");

    private final int status;
    private final String title;

    CommonProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
