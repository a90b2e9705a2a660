package dev.rapport.message.autoreply.model;

import dev.rapport.message.autoreply.model.Rule.Trigger;
import dev.rapport.text.template.Template;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which rule answers, and what became of each that was looked at.
 *
 * @param rule that answers; null when none does
 * @param text it answers with; null when none does
 */
public record Choice(@Nullable Rule rule, @Nullable String text, List<Considered> considered) {

    private static final Comparator<Rule> IN_TURN =
            Comparator.comparing(Rule::trigger).thenComparing(Rule::ruleId);

    public Choice {
        considered = List.copyOf(considered);
    }

    /** A rule that was looked at. */
    public record Considered(String ruleId, Trigger trigger, Outcome outcome) {}

    /** What became of a rule. */
    public enum Outcome {
        FIRED,
        /** Its trigger is not given. */
        DOES_NOT_FIT,
        /** It has no text in the buyer's language and none in English. */
        NO_TEXT,
        /** MSG-08: a variable has no value, and no gap is sent. */
        VALUE_MISSING,
        /** MSG-10, MSG-20: the text may not be sent. */
        BLOCKED,
        /** The buyer's message is this rule's own text: two machines talk to each other. */
        LOOP
    }

    /**
     * Chooses among a seller's rules.
     *
     * @param sendable whether a text may be sent
     */
    public static Choice among(List<Rule> rules, Situation situation, Predicate<String> sendable) {
        var considered = new ArrayList<Considered>();
        for (Rule rule : rules.stream().filter(Rule::active).sorted(IN_TURN).toList()) {
            String written = rule.textFor(situation.language());
            String text = written == null ? null : rendered(written, situation);
            Outcome outcome = outcome(rule, situation, written, text, sendable);
            considered.add(new Considered(rule.ruleId(), rule.trigger(), outcome));
            if (outcome == Outcome.FIRED) {
                return new Choice(rule, text, considered);
            }
        }
        return new Choice(null, null, considered);
    }

    private static Outcome outcome(
            Rule rule,
            Situation situation,
            @Nullable String written,
            @Nullable String text,
            Predicate<String> sendable) {
        if (!rule.fits(situation)) {
            return Outcome.DOES_NOT_FIT;
        }
        if (written == null) {
            return Outcome.NO_TEXT;
        }
        if (text == null) {
            return Outcome.VALUE_MISSING;
        }
        if (situation.text().strip().equals(text.strip())) {
            return Outcome.LOOP;
        }
        return sendable.test(text) ? Outcome.FIRED : Outcome.BLOCKED;
    }

    private static @Nullable String rendered(String written, Situation situation) {
        return Template.parse(written) instanceof Template.Sound(Template template)
                        && template.render(situation.values()) instanceof Template.Complete(String text)
                ? text
                : null;
    }
}
