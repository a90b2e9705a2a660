package dev.rapport.gateway.session;

import dev.rapport.kit.problem.ProblemType;

/** What only sessions refuse. */
public enum SessionProblem implements ProblemType {
    CSRF_TOKEN_REQUIRED(403, "A request with a session's cookie must prove that the console sent it"),
    NOT_OFFERED(422, "This cannot be signed in as here");

    private final int status;
    private final String title;

    SessionProblem(int status, String title) {
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
