package dev.rapport.policy;

import dev.rapport.events.ReviewClass;
import dev.rapport.events.Stage;
import dev.rapport.policy.binding.Checks;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Section 2 of the rulebook.
 *
 * @param replyMaxLength the longest reply, in Unicode code points
 * @param replyWithin REV-02: a review not replied to within this long counts against the seller
 * @param negativeUpTo REV-03: a review with at most so many stars is negative
 * @param classes REV-01: keyword table, its signals are classes
 * @param classMix REV-01: the industry's mix, shown beside the seller's
 * @param signals REV-01: what speaks for malice beside words
 * @param stages REV-03: each stage's time from the review's posting; a stage not named does not exist
 * @param invitation REV-04
 * @param expectations REV-05, REV-06: what is usual, shown and never enforced
 * @param clusters REV-07
 * @param compensation REV-08
 */
public record Reviews(
        int replyMaxLength,
        Duration replyWithin,
        int negativeUpTo,
        KeywordTable classes,
        Map<ReviewClass, Double> classMix,
        Signals signals,
        Map<Stage, Duration> stages,
        Invitation invitation,
        Expectations expectations,
        Clusters clusters,
        Compensation compensation) {

    /**
     * REV-01: what speaks for malice beside words.
     *
     * @param tone words of praise and of blame
     * @param within how long before a review its buyer's cases, and those of its post-office box, count
     * @param shownFrom so many cases are shown as a signal; two signals of different kinds decide
     * @param decidesFrom so many cases of one buyer decide alone
     */
    public record Signals(KeywordTable tone, Duration within, int shownFrom, int decidesFrom) {
        /** What the table of tone may signal. */
        public static final String PRAISE = "PRAISE";

        public static final String BLAME = "BLAME";

        public Signals {
            new Checks()
                    .that(
                            "tone",
                            tone.signals().equals(Set.of(PRAISE, BLAME)),
                            "must signal " + PRAISE + " and " + BLAME)
                    .positive("within", within)
                    .positive("shownFrom", shownFrom)
                    .that("decidesFrom", decidesFrom >= shownFrom, "must be at least shownFrom")
                    .verify();
        }
    }

    /**
     * REV-04: asking to revise.
     *
     * @param allowed whether the marketplace allows it
     * @param perReview at most so many times
     */
    public record Invitation(boolean allowed, int perReview) {
        public Invitation {
            new Checks().positive("perReview", perReview).verify();
        }
    }

    /**
     * What is usual.
     *
     * @param revisedWithMethod REV-05: share of invited reviews revised upward with the stages done …
     * @param revisedWithoutMethod … and without
     * @param appealsPassed REV-06: share of appeals approved
     * @param appealTakes REV-06: the usual time to a decision
     */
    public record Expectations(
            double revisedWithMethod, double revisedWithoutMethod, double appealsPassed, Duration appealTakes) {
        public Expectations {
            new Checks()
                    .rate("revisedWithMethod", revisedWithMethod)
                    .rate("revisedWithoutMethod", revisedWithoutMethod)
                    .rate("appealsPassed", appealsPassed)
                    .positive("appealTakes", appealTakes)
                    .verify();
        }
    }

    public Reviews {
        List<String> classNames =
                Arrays.stream(ReviewClass.values()).map(Enum::name).toList();
        new Checks()
                .positive("replyMaxLength", replyMaxLength)
                .positive("replyWithin", replyWithin)
                .between("negativeUpTo", negativeUpTo, 1, 5)
                .that("classes", classNames.containsAll(classes.signals()), "may only signal " + classNames)
                .complete("classMix", classMix, ReviewClass.class)
                .that(
                        "classMix",
                        classMix.values().stream().allMatch(share -> share >= 0 && share <= 1),
                        "must be shares")
                .that("stages", stages.values().stream().allMatch(Duration::isPositive), "must be above 0")
                .verify();
    }
}
