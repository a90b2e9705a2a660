package dev.rapport.care.rule.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rapport.care.eligibility.Eligibility;
import dev.rapport.care.eligibility.SellerRules;
import dev.rapport.care.rule.model.Audience;
import dev.rapport.care.rule.model.CareRule;
import dev.rapport.care.rule.model.Channel;
import dev.rapport.care.rule.model.QuietHours;
import dev.rapport.events.Money;
import dev.rapport.policy.CareTrigger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A care rule as clients see it.
 *
 * @param delaySeconds in force: the rule's own or the pack's
 * @param quietHours in force
 * @param since since when it is on and looks for this
 * @param eligibility CARE-04: whether its needs can be sent at present
 * @param pack label of the pack version its defaults are of
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record RuleView(
        String ruleId,
        String sellerId,
        String name,
        CareTrigger trigger,
        long delaySeconds,
        Whom audience,
        String template,
        Channel channel,
        Quiet quietHours,
        boolean on,
        Instant since,
        Instant createdAt,
        May eligibility,
        String pack,
        long version) {

    record Whom(
            List<String> countries,
            List<String> exceptCountries,
            List<String> categories,
            @Nullable Amount minAmount) {
        static Whom of(Audience audience) {
            Money least = audience.minAmount();
            return new Whom(
                    audience.countries(),
                    audience.exceptCountries(),
                    audience.categories(),
                    least == null
                            ? null
                            : new Amount(least.currency(), least.value().toPlainString()));
        }
    }

    record Amount(String currency, String value) {}

    /** In the buyer's zone. */
    record Quiet(String from, String to) {}

    /**
     * CARE-04.
     *
     * @param obstacles what stands against it
     * @param advice what a new store is advised
     */
    record May(boolean eligible, List<Eligibility.Obstacle> obstacles, List<String> advice) {}

    static RuleView of(CareRule rule, SellerRules rules, May may) {
        QuietHours quiet = rule.quietHours(rules.care());
        return new RuleView(
                rule.ruleId(),
                rule.sellerId(),
                rule.name(),
                rule.trigger(),
                rule.delay(rules.care()).toSeconds(),
                Whom.of(rule.audience()),
                rule.template(),
                rule.channel(),
                new Quiet(quiet.from().toString(), quiet.to().toString()),
                rule.on(),
                rule.since(),
                rule.createdAt(),
                may,
                rules.pack().label(),
                rule.version());
    }
}
