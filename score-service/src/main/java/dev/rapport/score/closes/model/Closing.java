package dev.rapport.score.closes.model;

import dev.rapport.policy.Metric;
import dev.rapport.policy.StandingRule.Period;
import dev.rapport.score.engine.Hours;
import dev.rapport.score.engine.PackRules;
import dev.rapport.score.engine.ScoreCard;
import dev.rapport.score.engine.Timeline;
import dev.rapport.score.engine.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/** Makes closes out of counters. A stored close is only a copy of what this makes. */
public record Closing(CloseCalendar calendar, PackRules rules, Set<Metric> metrics) {

    /**
     * @param metrics read beside those of the components
     */
    public Closing {
        metrics = Set.copyOf(metrics);
    }

    /** The close of a day, or of the week that ends with it. */
    public Close close(Timeline timeline, Period period, LocalDate day) {
        long last = calendar.hour(day);
        Instant asOf = Hours.start(last + 1).minusSeconds(1);
        PackRules.Version version = rules.at(asOf);
        Window window = new Window(last, period.windowHours(version.pack().score()));
        ScoreCard card = ScoreCard.of(timeline.sums(window, version.rules()), version.rules(), metrics);
        return new Close(
                period,
                day,
                asOf,
                calendar.end(day).plus(version.pack().score().provisionalFor()),
                version.rules().pack(),
                card);
    }
}
