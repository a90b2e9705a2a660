package dev.rapport.care.rule.adapter;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rapport.care.CareProblem;
import dev.rapport.care.CareRefusals;
import dev.rapport.care.eligibility.SellerRules;
import dev.rapport.care.rule.model.Audience;
import dev.rapport.care.rule.model.CareRule;
import dev.rapport.care.rule.model.CareText;
import dev.rapport.care.rule.model.Channel;
import dev.rapport.care.rule.model.QuietHours;
import dev.rapport.events.InvalidEventException;
import dev.rapport.events.Money;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.policy.CareTrigger;
import dev.rapport.text.PlainText;
import dev.rapport.text.TextFault;
import dev.rapport.text.screening.Purpose;
import dev.rapport.text.screening.Verdict;
import dev.rapport.text.template.TemplateFault;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A care rule as a client writes it.
 *
 * @param name for people; the trigger's when left out
 * @param delaySeconds from the cause to the need; the pack's when left out
 * @param template plain text with variables (MSG-08)
 * @param channel {@code IN_SITE} when left out
 * @param quietHours in the buyer's zone; the pack's when left out
 * @param on true when left out
 */
record RuleBody(
        @Nullable String name,
        @JsonProperty(required = true) CareTrigger trigger,
        @JsonAlias("delay") @Nullable Long delaySeconds,
        @JsonAlias("audienceFilter") RuleBody.@Nullable Whom audience,
        @JsonProperty(required = true) @JsonAlias("text") String template,
        @Nullable Channel channel,
        RuleBody.@Nullable Quiet quietHours,
        @JsonAlias({"enabled", "active"}) @Nullable Boolean on) {

    private static final Duration LONGEST_DELAY = Duration.ofDays(90);
    /** A parcel that is never an hour without a word would be told of every hour. */
    private static final Duration SHORTEST_SILENCE = Duration.ofHours(1);

    private static final int LONGEST_NAME = 100;

    /** An audience; what is left out does not matter. */
    record Whom(
            @Nullable List<String> countries,
            @Nullable List<String> exceptCountries,
            @Nullable List<String> categories,
            @Nullable Amount minAmount) {}

    /** An amount: a decimal string and its currency. */
    record Amount(String currency, String value) {}

    /** Hours such as {@code 22:00}. */
    record Quiet(
            @JsonProperty(required = true) LocalTime from,
            @JsonProperty(required = true) LocalTime to) {}

    RuleBody {
        List<Violation> wrong = new ArrayList<>();
        if (trigger == null) {
            wrong.add(Violation.ofField("trigger", "is missing"));
        }
        if (template == null) {
            wrong.add(Violation.ofField("template", "is missing"));
        }
        if (!wrong.isEmpty()) {
            throw new ProblemException(CommonProblem.MALFORMED_BODY, "A rule has a trigger and a template.", wrong);
        }
    }

    /**
     * The rule it describes.
     *
     * @throws ProblemException with everything that is wrong with it
     */
    CareRule rule(String sellerId, String ruleId, SellerRules rules, Instant now) {
        List<Violation> wrong = new ArrayList<>();
        Audience whom = audience(wrong);
        Duration delay = delay(wrong);
        QuietHours quiet = quiet(wrong);
        String called = name == null || name.isBlank() ? trigger.name() : name.strip();
        if (called.length() > LONGEST_NAME) {
            wrong.add(Violation.ofField("name", "has more than " + LONGEST_NAME + " characters"));
        }
        if (!wrong.isEmpty()) {
            throw new ProblemException(Problem.of(CommonProblem.INVALID, "A care rule cannot be so.")
                    .rule("CARE-01")
                    .violations(wrong));
        }
        checkTemplate(rules);
        return new CareRule(
                sellerId,
                ruleId,
                called,
                trigger,
                delay,
                whom,
                template,
                channel == null ? Channel.IN_SITE : channel,
                quiet,
                on == null || on,
                now,
                now,
                1);
    }

    private void checkTemplate(SellerRules rules) {
        int longest = rules.pack().messages().maxLength();
        List<TextFault> faults =
                PlainText.faults(template, longest, rules.pack().messages().html());
        if (!faults.isEmpty()) {
            throw CareRefusals.unfit(faults, longest);
        }
        List<TemplateFault> unknown = CareText.faults(template);
        if (!unknown.isEmpty()) {
            throw new ProblemException(
                    Problem.of(CareProblem.VARIABLE_UNKNOWN, "It may name " + String.join(", ", CareText.names()) + ".")
                            .violations(unknown.stream()
                                    .map(place -> Violation.ofSpan(
                                            place.start(), place.end(), "MSG-08", "is no variable of a care message"))
                                    .toList()));
        }
        Verdict verdict = rules.screening().screen(template, Purpose.TEMPLATE);
        if (verdict.blocked()) {
            throw CareRefusals.blocked(verdict.findings());
        }
    }

    private @Nullable Duration delay(List<Violation> wrong) {
        if (delaySeconds == null) {
            return null;
        }
        Duration least =
                trigger == CareTrigger.STALLED || trigger == CareTrigger.CUSTOMS ? SHORTEST_SILENCE : Duration.ZERO;
        if (delaySeconds < least.toSeconds() || delaySeconds > LONGEST_DELAY.toSeconds()) {
            wrong.add(Violation.ofField(
                    "delaySeconds",
                    "is a whole number from " + least.toSeconds() + " to " + LONGEST_DELAY.toSeconds()));
            return null;
        }
        return Duration.ofSeconds(delaySeconds);
    }

    private @Nullable QuietHours quiet(List<Violation> wrong) {
        if (quietHours == null) {
            return null;
        }
        if (quietHours.from == null || quietHours.to == null || quietHours.from.equals(quietHours.to)) {
            wrong.add(Violation.ofField("quietHours", "runs from one time of day to another"));
            return null;
        }
        return new QuietHours(quietHours.from, quietHours.to);
    }

    private Audience audience(List<Violation> wrong) {
        if (audience == null) {
            return Audience.ALL;
        }
        List<String> there = countries("audience.countries", audience.countries, wrong);
        List<String> excepted = countries("audience.exceptCountries", audience.exceptCountries, wrong);
        List<String> kinds = audience.categories == null ? List.of() : audience.categories;
        if (kinds.size() > 100 || kinds.stream().anyMatch(kind -> kind == null || kind.isBlank())) {
            wrong.add(Violation.ofField("audience.categories", "is a list of at most 100 names"));
            kinds = List.of();
        }
        return new Audience(there, excepted, kinds, least(audience.minAmount, wrong));
    }

    private static List<String> countries(String field, @Nullable List<String> codes, List<Violation> wrong) {
        List<String> given = codes == null ? List.of() : codes;
        if (given.stream().anyMatch(code -> code == null || !code.matches("[A-Z]{2}"))) {
            wrong.add(Violation.ofField(field, "is a list of country codes such as ES"));
            return List.of();
        }
        return given;
    }

    private static @Nullable Money least(@Nullable Amount amount, List<Violation> wrong) {
        if (amount == null) {
            return null;
        }
        try {
            return Money.of(amount.currency, amount.value);
        } catch (InvalidEventException | NumberFormatException | NullPointerException refused) {
            wrong.add(Violation.ofField("audience.minAmount", "has a currency and a decimal string, not negative"));
            return null;
        }
    }
}
