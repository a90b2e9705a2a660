package dev.rapport.message.fast.model;

import dev.rapport.policy.Fast;
import java.time.Duration;

/** The steps, in their order. */
public enum Step {
    /** Order, thread and logistics have been looked at. */
    FACTS,
    ACTION_PLAN,
    /** Without an agreement a supervisor takes part. */
    SUPERVISOR,
    /** The case is reviewed, a template or knowledge entry written. */
    CASE_REVIEW;

    /** How long after the opening it is due. */
    public Duration within(Fast rules) {
        return switch (this) {
            case FACTS -> rules.facts();
            case ACTION_PLAN -> rules.actionPlan();
            case SUPERVISOR -> rules.supervisor();
            case CASE_REVIEW -> rules.caseReview();
        };
    }
}
