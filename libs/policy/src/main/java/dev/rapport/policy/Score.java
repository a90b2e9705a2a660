package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.time.Duration;
import java.util.List;

/**
 * SCO-02: how metrics become a score.
 *
 * @param minSample a component with a smaller sample is left out
 * @param violationPenalty points off per violation in the window
 * @param windows the shipped windows, in hours
 * @param defaultWindow of an answer that names none, and of standing; one of them
 * @param provisionalFor a daily close may still change for this long
 * @param historyDays closes are kept at least so many days (SCO-08)
 * @param forecastHours the forecast reaches so far (SCO-05)
 * @param timedWithin a turn whose first response is due later than this after its opening is not timed
 * @param components what it is made of
 */
public record Score(
        int minSample,
        double violationPenalty,
        List<Integer> windows,
        int defaultWindow,
        Duration provisionalFor,
        int historyDays,
        int forecastHours,
        Duration timedWithin,
        List<ScoreComponent> components) {
    public Score {
        new Checks()
                .positive("minSample", minSample)
                .notNegative("violationPenalty", violationPenalty)
                .notEmpty("windows", windows)
                .unique("windows", windows)
                .that("windows", windows.stream().allMatch(hours -> hours > 0), "must be above 0")
                .that("defaultWindow", windows.contains(defaultWindow), "must be one of windows")
                .notNegative("provisionalFor", provisionalFor)
                .positive("historyDays", historyDays)
                .positive("forecastHours", forecastHours)
                .positive("timedWithin", timedWithin)
                .notEmpty("components", components)
                .unique(
                        "components",
                        components.stream().map(ScoreComponent::name).toList())
                .verify();
    }
}
