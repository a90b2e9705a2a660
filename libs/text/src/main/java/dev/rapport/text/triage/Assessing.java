package dev.rapport.text.triage;

import dev.rapport.policy.Triage;
import dev.rapport.text.triage.Assessment.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** MSG-06: the decision. */
public final class Assessing {

    private Assessing() {}

    /** What a turn is by the rules of a pack. */
    public static Assessment of(Matter matter, Triage rules) {
        List<String> reasons = new ArrayList<>();
        Level urgency = urgency(matter, rules, reasons);
        Level value = value(matter, rules, reasons);
        Triage.Quadrant quadrant = Triage.Quadrant.of(urgency == Level.HIGH, value == Level.HIGH);
        return new Assessment(urgency, value, rules.of(quadrant), reasons);
    }

    private static Level urgency(Matter matter, Triage rules, List<String> reasons) {
        int before = reasons.size();
        if (rules.urgentScenes().contains(matter.scene())) {
            reasons.add("the scene " + matter.scene() + " is urgent");
        }
        if (matter.inHaste()) {
            reasons.add("the buyer is in haste");
        }
        if (matter.angry()) {
            reasons.add("the buyer is angry");
        }
        matter.deadline()
                .filter(due -> Duration.between(matter.now(), due).compareTo(rules.deadlineWithin()) < 0)
                .ifPresent(due -> reasons.add(
                        due.isAfter(matter.now())
                                ? "a deadline is less than " + hours(rules.deadlineWithin()) + " h away"
                                : "a deadline has passed"));
        if (matter.disputeOpen() && matter.deadline().isEmpty()) {
            reasons.add("a dispute is open, its deadline is not known");
        }
        return reasons.size() > before ? Level.HIGH : Level.LOW;
    }

    private static String hours(Duration duration) {
        return Long.toString(duration.toHours());
    }

    private static Level value(Matter matter, Triage rules, List<String> reasons) {
        boolean high = isDear(matter, rules, reasons);
        if (matter.orders() >= rules.repeatBuyerFrom()) {
            reasons.add("the buyer has ordered " + matter.orders() + " times");
            high = true;
        }
        for (String category : rules.highValueCategories()) {
            if (matter.categories().contains(category)) {
                reasons.add("the category " + category + " is of high value");
                high = true;
            }
        }
        return high ? Level.HIGH : Level.LOW;
    }

    /** Without a rate an amount counts as low, and is shown. */
    private static boolean isDear(Matter matter, Triage rules, List<String> reasons) {
        return matter.order()
                .flatMap(amount -> {
                    var dear = rules.highValue(amount, matter.orderedOn());
                    if (dear.isEmpty()) {
                        reasons.add("there is no rate for " + amount.currency() + ": the order counts as of low value");
                    }
                    return dear;
                })
                .filter(dear -> dear)
                .map(dear -> reasons.add("the order is worth at least "
                        + rules.highValueFrom().value().toPlainString() + " "
                        + rules.highValueFrom().currency()))
                .orElse(false);
    }
}
