package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.time.Duration;

/**
 * MSG-14: the steps of an escalation, each from its opening.
 *
 * @param facts order, thread and logistics are gathered
 * @param actionPlan a plan is written
 * @param supervisor without agreement a supervisor takes part
 * @param caseReview the case is reviewed, a template or knowledge entry written
 */
public record Fast(Duration facts, Duration actionPlan, Duration supervisor, Duration caseReview) {
    public Fast {
        new Checks()
                .positive("facts", facts)
                .positive("actionPlan", actionPlan)
                .positive("supervisor", supervisor)
                .positive("caseReview", caseReview)
                .verify();
    }
}
