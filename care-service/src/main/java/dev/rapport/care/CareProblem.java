package dev.rapport.care;

import dev.rapport.kit.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Everything care-service refuses that other services do not. */
public enum CareProblem implements ProblemType {
    TEXT_EMPTY(422, "The text says nothing", "MSG-20"),
    TEXT_TOO_LONG(422, "The text is longer than the marketplace takes", "MSG-20"),
    TEXT_HAS_CONTROL_CHARACTERS(422, "The text has control characters", "MSG-20"),
    TEXT_HAS_UNPAIRED_SURROGATES(422, "The text has half characters", "MSG-20"),
    TEXT_HAS_MARKUP(422, "The marketplace takes no HTML", "MSG-20"),
    TEXT_BLOCKED(422, "The text must not leave", "MSG-10"),
    VARIABLE_UNKNOWN(422, "The template names what a care message does not have", "MSG-08"),
    ORDER_UNKNOWN(422, "The seller has no such order", null),
    CAP_REACHED(422, "The buyer has had as many care messages as allowed", "CARE-02"),
    SENDING_FROZEN(423, "Sending is frozen", "MSG-11"),
    PACK_UNKNOWN(409, "The seller's profile names a pack that is not here", "X-02");

    private final int status;
    private final String title;
    private final @Nullable String rule;

    CareProblem(int status, String title, @Nullable String rule) {
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
