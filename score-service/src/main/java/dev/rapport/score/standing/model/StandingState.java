package dev.rapport.score.standing.model;

import dev.rapport.events.Fulfilment;
import dev.rapport.policy.Metric;
import dev.rapport.policy.StandingRule;
import dev.rapport.policy.StandingRule.Period;
import dev.rapport.score.closes.model.Close;
import dev.rapport.score.standing.model.RuleState.Mark;
import dev.rapport.score.standing.model.RuleState.Step;
import dev.rapport.score.standing.model.RuleState.Turn;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How all standing rules of a seller stand after some closes, in the order of the pack. */
public record StandingState(List<RuleState> rules) {
    public StandingState {
        rules = List.copyOf(rules);
    }

    /** Before the first close. */
    public static StandingState before(List<StandingRule> rules) {
        return new StandingState(rules.stream().map(RuleState::fresh).toList());
    }

    /** The rules of a pack that apply to a seller that ships this way. */
    public static List<StandingRule> applying(List<StandingRule> rules, Fulfilment fulfilment) {
        Set<String> names = new java.util.HashSet<>();
        List<StandingRule> applying = new ArrayList<>();
        for (StandingRule rule : rules) {
            if (rule instanceof StandingRule.Closes closes
                    && (closes.fulfilment() == null || closes.fulfilment() == fulfilment)) {
                names.add(closes.name());
            }
        }
        for (StandingRule rule : rules) {
            switch (rule) {
                case StandingRule.Closes closes when names.contains(closes.name()) -> applying.add(closes);
                case StandingRule.Closes _ -> {}
                case StandingRule.Repetition repetition
                when names.contains(repetition.of()) -> applying.add(repetition);
                case StandingRule.Repetition _ -> {}
            }
        }
        return applying;
    }

    /** The periods these rules read. */
    public static Set<Period> periods(List<StandingRule> rules) {
        Set<Period> periods = EnumSet.noneOf(Period.class);
        for (StandingRule rule : rules) {
            if (rule instanceof StandingRule.Closes closes) {
                periods.add(closes.period());
            }
        }
        return periods;
    }

    /** The metrics these rules read, beside the score itself. */
    public static Set<Metric> metrics(List<StandingRule> rules) {
        Set<Metric> metrics = EnumSet.noneOf(Metric.class);
        for (StandingRule rule : rules) {
            if (rule instanceof StandingRule.Closes closes && closes.metric() != null) {
                metrics.add(closes.metric());
            }
        }
        return metrics;
    }

    /**
     * After one more close, the next in time.
     *
     * @param rules those of this state, in the same order
     */
    public StandingState after(Close close, List<StandingRule> rules) {
        Map<String, Turn> turns = new HashMap<>();
        List<RuleState> next = new ArrayList<>(this.rules);
        Map<String, Mark> marks = new HashMap<>();
        for (int i = 0; i < next.size(); i++) {
            if (rules.get(i) instanceof StandingRule.Closes closes && closes.period() == close.period()) {
                Double value = close.value(closes.metric());
                if (value != null) {
                    Mark mark = new Mark(close.day(), value);
                    Step step = next.get(i).after(closes, mark);
                    next.set(i, step.state());
                    turns.put(closes.name(), step.turn());
                    marks.put(closes.name(), mark);
                }
            }
        }
        for (int i = 0; i < next.size(); i++) {
            if (rules.get(i) instanceof StandingRule.Repetition repetition) {
                Mark mark = marks.get(repetition.of());
                if (mark != null) {
                    Turn turn = turns.getOrDefault(repetition.of(), Turn.NONE);
                    next.set(i, next.get(i).after(repetition, turn, mark));
                }
            }
        }
        return new StandingState(next);
    }
}
