package dev.rapport.score.standing.model;

import dev.rapport.policy.StandingRule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one standing rule stands after some closes.
 *
 * <p>A run of crossing closes as long as the rule asks for sets it; twice as long sets it again, which a rule that counts
 * repetitions hears of. Enough closes in a row on the good side lift it. A close without a value is as if it were not there.
 *
 * @param rule its name
 * @param since the close that brought it into force, null when it is not
 * @param restsOn the closes that brought it into force; those at which the repeated rule was set
 * @param run how many crossing closes there are in a row
 * @param crossing the newest of them, at most as many as set the rule
 * @param lifting closes in a row on the good side, while it is in force
 * @param settings of a repetition: the closes at which the other rule was set since this one was lifted last
 */
public record RuleState(
        String rule,
        @Nullable Mark since,
        List<Mark> restsOn,
        int run,
        List<Mark> crossing,
        List<Mark> lifting,
        List<Mark> settings) {

    /** A close and what the rule read at it. */
    public record Mark(LocalDate day, double value) {}

    public RuleState {
        restsOn = List.copyOf(restsOn);
        crossing = List.copyOf(crossing);
        lifting = List.copyOf(lifting);
        settings = List.copyOf(settings);
    }

    /** A rule before the first close. */
    static RuleState fresh(StandingRule rule) {
        return new RuleState(rule.name(), null, List.of(), 0, List.of(), List.of(), List.of());
    }

    /** Whether it is in force. */
    public boolean inForce() {
        return since != null;
    }

    /** What a close did to a rule. */
    enum Turn {
        NONE,
        SET,
        LIFTED
    }

    /** A state and how it came about. */
    record Step(RuleState state, Turn turn) {}

    Step after(StandingRule.Closes closes, Mark mark) {
        return closes.crossed(mark.value()) ? crossed(closes, mark) : kept(closes, mark);
    }

    private Step crossed(StandingRule.Closes closes, Mark mark) {
        List<Mark> newest = newest(crossing, mark, closes.closes());
        boolean sets = (run + 1) % closes.closes() == 0;
        boolean begins = sets && since == null;
        RuleState next = new RuleState(
                rule, begins ? mark : since, begins ? newest : restsOn, run + 1, newest, List.of(), settings);
        return new Step(next, sets ? Turn.SET : Turn.NONE);
    }

    private Step kept(StandingRule.Closes closes, Mark mark) {
        List<Mark> good = since == null ? List.of() : newest(lifting, mark, closes.liftCloses());
        boolean lifts = since != null && good.size() == closes.liftCloses();
        RuleState next = new RuleState(
                rule,
                lifts ? null : since,
                lifts ? List.of() : restsOn,
                0,
                List.of(),
                lifts ? List.of() : good,
                settings);
        return new Step(next, lifts ? Turn.LIFTED : Turn.NONE);
    }

    /** Hears what became of the rule it counts. What brought it into force is used up when it is lifted. */
    RuleState after(StandingRule.Repetition repetition, Turn other, Mark mark) {
        return switch (other) {
            case NONE -> this;
            case SET -> {
                List<Mark> all = newest(settings, mark, repetition.times());
                boolean begins = since == null && all.size() == repetition.times();
                yield new RuleState(rule, begins ? mark : since, begins ? all : restsOn, run, crossing, lifting, all);
            }
            case LIFTED ->
                since == null ? this : new RuleState(rule, null, List.of(), run, crossing, lifting, List.of());
        };
    }

    private static List<Mark> newest(List<Mark> marks, Mark mark, int most) {
        List<Mark> all = new ArrayList<>(marks);
        all.add(mark);
        return all.size() > most ? all.subList(all.size() - most, all.size()) : all;
    }
}
