package dev.rapport.score.alerts.model;

import dev.rapport.policy.Metric;
import dev.rapport.policy.MetricRule;
import dev.rapport.policy.StandingRule;
import dev.rapport.score.alerts.model.Condition.Severity;
import dev.rapport.score.alerts.model.Condition.Verdict;
import dev.rapport.score.alerts.model.Situation.Ruled;
import dev.rapport.score.engine.MetricReading;
import dev.rapport.score.engine.RecentResponses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All conditions this service watches, each with what is to be done about its alert.
 *
 * <p>An alert is raised past a line and resolved only a tenth of the way back from it (hysteresis), so that a value that trembles on
 * the line does not raise one after another. Of sellers of whom nothing has been heard for a week, and for closes that are days old,
 * none is raised: an imported history disturbs nobody.
 */
public final class Conditions {
    /** This part of the way from a line to where all is well must be gone back. */
    private static final double BACK = 0.1;

    /** A score must rise so many points above its line. */
    private static final double POINTS_BACK = 1;

    private static final Duration HEARD_WITHIN = Duration.ofDays(7);
    private static final Duration CLOSED_WITHIN = Duration.ofHours(48);

    private final Situation situation;
    private final boolean current;
    private final List<Condition> conditions = new ArrayList<>();

    private Conditions(Situation situation) {
        this.situation = situation;
        this.current = situation.lastEventAt().isAfter(situation.now().minus(HEARD_WITHIN));
    }

    /** The conditions of a situation. */
    public static List<Condition> of(Situation situation) {
        Conditions made = new Conditions(situation);
        made.responseTime();
        made.redLines();
        made.situation.ruled().forEach(made::standing);
        made.frozen();
        made.zone();
        return List.copyOf(made.conditions);
    }

    private void add(
            String rule,
            String subject,
            Severity severity,
            Verdict verdict,
            @Nullable Double value,
            @Nullable Double threshold) {
        // What is old is not news; what was raised is resolved all the same.
        Verdict decided = verdict == Verdict.HOLDS && !current ? Verdict.NEAR : verdict;
        conditions.add(new Condition(rule, subject, severity, decided, value, threshold));
    }

    /** MSG-05: the responses of the last hour, in working time. */
    private void responseTime() {
        var alarm = situation.pack().responseAlarm();
        RecentResponses.Sum sum = situation.responses().within(alarm.within(), situation.now());
        double line = alarm.averageAbove().toSeconds();
        Double average = sum.count() < alarm.atLeast() ? null : (double) sum.seconds() / sum.count();
        Verdict verdict = average == null || average <= line * (1 - BACK)
                ? Verdict.OVER
                : average > line ? Verdict.HOLDS : Verdict.NEAR;
        add("MSG-05", "response-time", Severity.WARNING, verdict, average, line);
    }

    /** SCO-01: rates past their red lines, with enough of a sample. */
    private void redLines() {
        for (Metric metric : Metric.rates()) {
            MetricRule rule = situation.pack().metric(metric);
            MetricReading reading = situation.card().metrics().get(metric);
            if (rule.redLine() != null && reading != null) {
                boolean sampled = reading.sample() >= situation.pack().score().minSample();
                Double value = sampled ? reading.value() : null;
                add(
                        "SCO-01",
                        metric.wireName(),
                        Severity.WARNING,
                        value == null ? Verdict.OVER : against(metric, rule, rule.redLine(), value),
                        value,
                        rule.redLine());
            }
        }
    }

    private static Verdict against(Metric metric, MetricRule rule, double redLine, double value) {
        double target = rule.target() == null
                ? switch (metric.better()) {
                    case HIGHER -> 1;
                    case LOWER -> 0;
                }
                : rule.target();
        double back = redLine + (target - redLine) * BACK;
        return switch (metric.better()) {
            case HIGHER -> value < redLine ? Verdict.HOLDS : value < back ? Verdict.NEAR : Verdict.OVER;
            case LOWER -> value > redLine ? Verdict.HOLDS : value > back ? Verdict.NEAR : Verdict.OVER;
        };
    }

    /** SCO-03: what is in force, and a score that is under a line before a close has found it there. */
    private void standing(Ruled ruled) {
        Instant since = situation.standings().since(ruled.state());
        boolean fresh = since != null && since.isAfter(situation.now().minus(CLOSED_WITHIN));
        Double line = ruled.rule() instanceof StandingRule.Closes closes ? line(closes) : null;
        add(
                "SCO-03",
                ruled.rule().name(),
                Severity.CRITICAL,
                since == null ? Verdict.OVER : fresh ? Verdict.HOLDS : Verdict.NEAR,
                ruled.state().since() == null ? null : ruled.state().since().value(),
                line);
        if (ruled.rule() instanceof StandingRule.Closes closes && closes.metric() == null && closes.below() != null) {
            scoreUnder(closes.name(), closes.below());
        }
    }

    private static @Nullable Double line(StandingRule.Closes closes) {
        return closes.below() == null ? closes.above() : closes.below();
    }

    private void scoreUnder(String name, double line) {
        Double points = situation.card().points();
        Verdict verdict = points == null || points >= line + POINTS_BACK
                ? Verdict.OVER
                : points < line ? Verdict.HOLDS : Verdict.NEAR;
        add("SCO-03", "score-under-line-of-" + name, Severity.WARNING, verdict, points, line);
    }

    private void frozen() {
        Verdict verdict = situation.frozenUntil() == null ? Verdict.OVER : Verdict.HOLDS;
        add("SCO-03", "sending-frozen", Severity.CRITICAL, verdict, null, null);
    }

    /** SCO-10: a zone that does not fit closes days at the wrong time. */
    private void zone() {
        Boolean fits = situation.zoneFits();
        Verdict verdict = fits == null ? Verdict.NEAR : fits ? Verdict.OVER : Verdict.HOLDS;
        add("SCO-10", "zone", Severity.WARNING, verdict, null, null);
    }
}
