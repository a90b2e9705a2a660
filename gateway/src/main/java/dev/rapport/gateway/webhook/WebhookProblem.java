package dev.rapport.gateway.webhook;

import dev.rapport.kit.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Everything that is refused about webhooks and nowhere else. */
public enum WebhookProblem implements ProblemType {
    TARGET_REFUSED(422, "A webhook cannot go there"),
    TOO_MANY_WEBHOOKS(409, "The seller has as many webhooks as it may have"),
    WEBHOOK_DISABLED(409, "The webhook is disabled"),
    NO_WEBHOOK_KEY(503, "Webhooks are not set up on this installation");

    private final int status;
    private final String title;

    WebhookProblem(int status, String title) {
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
