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
    TEXT_BLOCKED(422, "The text must not leave", "MSG-10"),
    REVIEW_NOT_STAGED(409, "The review has no such stage", "REV-03"),
    STEP_DONE(409, "It has been done", "REV-03"),
    EVIDENCE_MISSING(409, "Evidence comes first", "REV-04"),
    INVITATION_FORBIDDEN(422, "The marketplace forbids asking for changed reviews", "REV-04"),
    APPEALED(409, "It has been appealed against", "REV-06"),
    NOTHING_PROPOSED(422, "Nothing is proposed for it", "REV-08"),
    COMPENSATED(409, "It has been compensated", "REV-08"),
    SCORE_TOO_LOW(422, "Invitations need a better score", "CARE-04"),
    SENDING_FROZEN(423, "Sending is frozen", "MSG-11"),
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
