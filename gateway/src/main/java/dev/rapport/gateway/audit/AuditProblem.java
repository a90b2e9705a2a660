package dev.rapport.gateway.audit;

import dev.rapport.kit.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** What is refused for the sake of the audit log. */
public enum AuditProblem implements ProblemType {
    AUDIT_UNAVAILABLE(503, "What cannot be written down in the audit log is not done");

    private final int status;
    private final String title;

    AuditProblem(int status, String title) {
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

    @Override
    public @Nullable String rule() {
        return null;
    }
}
