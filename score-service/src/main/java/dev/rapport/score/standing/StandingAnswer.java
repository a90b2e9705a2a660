package dev.rapport.score.standing;

import dev.rapport.policy.StandingRule;
import dev.rapport.score.card.Inquiries.Inquiry;
import dev.rapport.score.closes.model.CloseCalendar;
import dev.rapport.score.freshness.Freshness;
import dev.rapport.score.standing.model.RuleState;
import dev.rapport.score.standing.model.RuleState.Mark;
import dev.rapport.score.standing.model.Standings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code GET …/standing}.
 *
 * @param pack label of the version whose standing rules these are
 * @param zone in which days close
 * @param measures what is in force
 * @param rules all that apply to this seller, in force or not
 * @param frozenUntil MSG-11; null when sending is free
 */
record StandingAnswer(
        String sellerId,
        Instant asOf,
        String pack,
        String zone,
        List<Measure> measures,
        List<Rule> rules,
        @Nullable Instant frozenUntil,
        Freshness freshness) {

    /**
     * A measure in force.
     *
     * @param since when the close that brought it was
     * @param searchRank −0.2 is a fifth less; null where it does nothing to it
     */
    record Measure(String name, Instant since, @Nullable Double searchRank) {}

    /**
     * A rule.
     *
     * @param metric null: the score itself
     * @param line crossed when the value is {@code below} or {@code above} it
     * @param closes so many crossing closes in a row set it; of a repetition: so many settings of the rule {@code of}
     * @param run crossing closes in a row by now; of a repetition: settings by now
     * @param crossing the newest of them
     * @param liftCloses so many closes in a row on the good side lift it
     * @param lifting those there are by now
     * @param restsOn the closes that brought it into force; empty when it is not
     */
    record Rule(
            String name,
            boolean inForce,
            @Nullable Instant since,
            String period,
            @Nullable String metric,
            @Nullable String of,
            @Nullable Double line,
            @Nullable String crossedWhen,
            int closes,
            int run,
            List<CloseMark> crossing,
            int liftCloses,
            List<CloseMark> lifting,
            List<CloseMark> restsOn) {}

    /**
     * A close a rule looked at.
     *
     * @param day local; of a week its Sunday
     * @param provisional whether it may still change by replies that come in time
     */
    record CloseMark(LocalDate day, double value, boolean provisional) {}

    static StandingAnswer of(
            Inquiry inquiry, Standings standings, List<RuleState> states, @Nullable Instant frozenUntil) {
        CloseCalendar calendar = standings.calendar();
        Marks marks = new Marks(calendar, inquiry.pack().score().provisionalFor(), inquiry.now());
        List<Measure> measures = new ArrayList<>();
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            RuleState state = states.get(i);
            StandingRule rule = standings.rules().get(i);
            Instant since = standings.since(state);
            if (since != null) {
                measures.add(new Measure(
                        rule.name(), since, rule instanceof StandingRule.Closes closes ? closes.searchRank() : null));
            }
            rules.add(
                    switch (rule) {
                        case StandingRule.Closes closes -> marks.rule(closes, state, since);
                        case StandingRule.Repetition repetition ->
                            marks.rule(repetition, standings.closesOf(repetition), state, since);
                    });
        }
        return new StandingAnswer(
                inquiry.seller(),
                inquiry.asOf(),
                inquiry.rules().pack(),
                calendar.zone().getId(),
                measures,
                rules,
                frozenUntil,
                inquiry.freshness());
    }

    /** Shows marks with what the present says of them. */
    private record Marks(CloseCalendar calendar, Duration provisionalFor, Instant now) {

        Rule rule(StandingRule.Closes closes, RuleState state, @Nullable Instant since) {
            Double below = closes.below();
            return new Rule(
                    closes.name(),
                    state.inForce(),
                    since,
                    closes.period().name().toLowerCase(Locale.ROOT),
                    closes.metric() == null ? null : closes.metric().wireName(),
                    null,
                    below == null ? closes.above() : below,
                    below == null ? "above" : "below",
                    closes.closes(),
                    state.run(),
                    shown(state.crossing()),
                    closes.liftCloses(),
                    shown(state.lifting()),
                    shown(state.restsOn()));
        }

        Rule rule(
                StandingRule.Repetition repetition, StandingRule.Closes of, RuleState state, @Nullable Instant since) {
            return new Rule(
                    repetition.name(),
                    state.inForce(),
                    since,
                    of.period().name().toLowerCase(Locale.ROOT),
                    of.metric() == null ? null : of.metric().wireName(),
                    repetition.of(),
                    null,
                    null,
                    repetition.times(),
                    state.settings().size(),
                    shown(state.settings()),
                    of.liftCloses(),
                    List.of(),
                    shown(state.restsOn()));
        }

        private List<CloseMark> shown(List<Mark> marks) {
            return marks.stream()
                    .map(mark -> new CloseMark(
                            mark.day(),
                            mark.value(),
                            now.isBefore(calendar.end(mark.day()).plus(provisionalFor))))
                    .toList();
        }
    }
}
