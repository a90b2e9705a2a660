package dev.rapport.review;

import dev.rapport.kit.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Everything review-service refuses that other services do not. */
public enum ReviewProblem implements ProblemType {
    TEXT_EMPTY(422, "The text says nothing", "MSG-20"),
    TEXT_TOO_LONG(422, "The text is longer than the marketplace takes", "MSG-20"),
    TEXT_HAS_CONTROL_CHARACTERS(422, "The text has control characters", "MSG-20"),
    TEXT_HAS_UNPAIRED_SURROGATES(422, "The text has half characters", "MSG-20"),
    TEXT_HAS_MARKUP(422, "The marketplace takes no HTML", "MSG-20"),
    PACK_UNKNOWN(409, "The seller's profile names a pack that is not here", "X-02");

    private final int status;
    private final String title;
    private final String rule;

    ReviewProblem(int status, String title, String rule) {
        this.status = status;
        this.title = title;
        this.rule = rule;
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
        return rule;
    }
}
