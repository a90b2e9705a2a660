package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One version of a marketplace's rules. The numbers are the rulebook's defaults, a seller's pack decides.
 *
 * @param name the pack, as a seller's profile names it
 * @param version of this text of it, such as {@code 2024-06}
 * @param effectiveFrom from when it holds; the version before holds until then
 * @param marketplace whose rules these are
 * @param workingTime hours of a seller that has named none (MSG-04)
 * @param timePassing when a due row may fire (rulebook, Time passing)
 * @param clocks on a turn (MSG-04)
 * @param responseAlarm MSG-05
 * @param triage MSG-06
 * @param messages bounds of texts and of matching (MSG-02, MSG-03, MSG-19, MSG-20)
 * @param autoReplies MSG-09
 * @param texts words by which texts are understood
 * @param screening MSG-10
 * @param strikes MSG-11
 * @param lowQuality MSG-12
 * @param trust MSG-13
 * @param fast MSG-14
 * @param delivery MSG-15
 * @param advice MSG-16, MSG-21, MSG-22
 * @param reviews section 2
 * @param care section 3
 * @param metrics every metric's deadline, red line and target
 * @param score components and windows (SCO-02)
 * @param standing rules (SCO-03)
 */
public record Pack(
        String name,
        String version,
        Instant effectiveFrom,
        String marketplace,
        WorkingTime workingTime,
        TimePassing timePassing,
        Clocks clocks,
        ResponseAlarm responseAlarm,
        Triage triage,
        Messages messages,
        AutoReplies autoReplies,
        Texts texts,
        Screening screening,
        Strikes strikes,
        LowQuality lowQuality,
        Trust trust,
        Fast fast,
        Delivery delivery,
        Advice advice,
        Reviews reviews,
        Care care,
        Map<Metric, MetricRule> metrics,
        Score score,
        List<StandingRule> standing)
        implements PackFile {

    public Pack {
        new Checks()
                .that("name", PackFile.isName(name), "must be lower-case letters, digits and dashes")
                .that("version", PackFile.isVersion(version), "must be letters, digits, dots and dashes")
                .notEmpty("marketplace", marketplace)
                .complete("metrics", metrics, Metric.class)
                .unique("standing", standing.stream().map(StandingRule::name).toList())
                .that("standing", repeatedRulesExist(standing), "repeats a rule that is not there")
                .that(
                        "metrics",
                        deadlinesFit(metrics),
                        "must give a deadline to exactly those that have one: " + withDeadline())
                .verify();
        standing = List.copyOf(standing);
    }

    /** How facts and answers name it: {@code aliexpress@2024-06} (X-02). */
    @Override
    public String label() {
        return name + "@" + version;
    }

    /** The rule of a metric. */
    public MetricRule metric(Metric metric) {
        MetricRule rule = metrics.get(metric);
        if (rule == null) {
            throw new IllegalStateException("a pack has all metrics: " + metric);
        }
        return rule;
    }

    /** A clock on a turn. */
    public Clock clock(ClockName name) {
        return clocks.of(name);
    }

    private static boolean deadlinesFit(Map<Metric, MetricRule> metrics) {
        return metrics.entrySet().stream()
                .allMatch(entry ->
                        entry.getKey().hasDeadline() == (entry.getValue().deadline() != null));
    }

    private static boolean repeatedRulesExist(List<StandingRule> standing) {
        List<String> names = standing.stream().map(StandingRule::name).toList();
        return standing.stream().allMatch(rule -> switch (rule) {
            case StandingRule.Closes closes -> true;
            case StandingRule.Repetition repetition -> names.contains(repetition.of());
        });
    }

    private static String withDeadline() {
        return Arrays.stream(Metric.values())
                .filter(Metric::hasDeadline)
                .map(Metric::wireName)
                .collect(Collectors.joining(", "));
    }
}
