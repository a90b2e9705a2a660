package dev.rapport.score.standing.model;

import dev.rapport.events.Fulfilment;
import dev.rapport.policy.StandingRule;
import dev.rapport.policy.StandingRule.Period;
import dev.rapport.score.closes.model.CloseCalendar;
import dev.rapport.score.closes.model.Closing;
import dev.rapport.score.engine.Hours;
import dev.rapport.score.engine.PackRules;
import dev.rapport.score.engine.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Works out how a seller stands: the rules of the pack in force now, over all its closes, each judged by the version in force then.
 */
public final class Standings {
    /**
     * Counters older than this have no say in standing, so that one event with a date of decades ago does not have every day since
     * then closed.
     */
    public static final Duration REACH = Duration.ofDays(1100);

    private final CloseCalendar calendar;
    private final List<StandingRule> rules;
    private final Closing closing;
    private final Set<Period> periods;

    /**
     * @param now decides which version's standing rules apply
     */
    public Standings(CloseCalendar calendar, PackRules packs, Fulfilment fulfilment, Instant now) {
        this.calendar = calendar;
        this.rules = StandingState.applying(packs.at(now).pack().standing(), fulfilment);
        this.closing = new Closing(calendar, packs, StandingState.metrics(rules));
        this.periods = StandingState.periods(rules);
    }

    /** The rules that apply. */
    public List<StandingRule> rules() {
        return rules;
    }

    /** The rule whose settings a repetition counts. */
    public StandingRule.Closes closesOf(StandingRule.Repetition repetition) {
        for (StandingRule rule : rules) {
            if (rule instanceof StandingRule.Closes closes && closes.name().equals(repetition.of())) {
                return closes;
            }
        }
        throw new IllegalStateException("a repetition applies only with the rule it repeats");
    }

    /** The calendar by which days close. */
    public CloseCalendar calendar() {
        return calendar;
    }

    /** A state, and the last day whose close is in it. */
    public record Reached(StandingState state, LocalDate through) {}

    /** The state before any close of what a timeline holds. */
    public Reached before(Timeline timeline) {
        return new Reached(
                StandingState.before(rules),
                calendar.dayOf(Hours.start(timeline.first())).minusDays(1));
    }

    /**
     * Goes on from a state to the close of a day.
     *
     * @param timeline reaches back a whole window before the first close that is gone through
     * @param to when it is not later than what was reached, nothing changes
     */
    public Reached advance(Reached from, Timeline timeline, LocalDate to) {
        StandingState state = from.state();
        LocalDate day = from.through();
        while (day.isBefore(to)) {
            day = day.plusDays(1);
            for (Period period : periods) {
                if (calendar.closes(period, day)) {
                    state = state.after(closing.close(timeline, period, day), rules);
                }
            }
        }
        return new Reached(state, day);
    }

    /** A measure in force by now, as other services are told: null when the rule is not in force. */
    public @Nullable Instant since(RuleState state) {
        return state.since() == null ? null : calendar.end(state.since().day());
    }
}
