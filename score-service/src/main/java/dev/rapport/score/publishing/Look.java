package dev.rapport.score.publishing;

import dev.rapport.policy.Metric;
import dev.rapport.score.closes.model.CloseCalendar;
import dev.rapport.score.engine.CountedHour;
import dev.rapport.score.engine.Hours;
import dev.rapport.score.engine.PackRules;
import dev.rapport.score.engine.ScoreCard;
import dev.rapport.score.engine.Timeline;
import dev.rapport.score.engine.Window;
import dev.rapport.score.engine.WindowSums;
import dev.rapport.score.standing.Checkpoint;
import dev.rapport.score.standing.model.Standings;
import dev.rapport.score.standing.model.Standings.Reached;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One look at one seller: which counters it needs, and what it makes of them. */
final class Look {
    private static final Set<Metric> RATES = EnumSet.copyOf(Metric.rates());

    private final Due due;
    private final PackRules packs;
    private final Instant now;
    private final Standings standings;
    private final String rules;
    private final @Nullable Reached known;

    Look(Due due, PackRules packs, Instant now) {
        this.due = due;
        this.packs = packs;
        this.now = now;
        this.standings = new Standings(new CloseCalendar(due.zone()), packs, due.fulfilment(), now);
        this.rules = String.join(
                " ",
                packs.fingerprint(),
                packs.at(now).rules().pack(),
                due.zone().getId(),
                due.fulfilment().name());
        Checkpoint checkpoint = due.checkpoint();
        this.known = checkpoint != null && checkpoint.holds(rules, due.lateBatches()) ? checkpoint.reached() : null;
    }

    String seller() {
        return due.sellerId();
    }

    /** Whether it goes on from a checkpoint; else it needs all there is. */
    boolean goesOn() {
        return known != null;
    }

    /** The first hour it needs. */
    long firstHour() {
        long window = packs.at(now).pack().score().defaultWindow();
        return known == null
                ? Hours.of(now.minus(Standings.REACH))
                : Math.min(standings.calendar().hour(known.through()), Hours.of(now)) - window + 1;
    }

    /** What it makes of the counters from that hour on. */
    Told make(Collection<CountedHour> hours, @Nullable Instant frozenUntil) {
        Timeline timeline = Timeline.of(
                hours.stream().filter(hour -> hour.hour() >= firstHour()).toList(), Hours.of(now));
        PackRules.Version version = packs.at(now);
        Window window = Window.at(now, version.pack().score().defaultWindow());
        WindowSums sums = timeline.sums(window, version.rules());
        Reached from = known == null ? standings.before(timeline) : known;
        LocalDate settledDay = standings.calendar().lastEnded(now.minus(Checkpoint.SETTLED));
        Reached settled = standings.advance(from, timeline, settledDay);
        Reached present =
                standings.advance(settled, timeline, standings.calendar().lastEnded(now));
        // A seller that is new has nothing settled yet.
        boolean moved = !settled.through().isAfter(settledDay)
                && (known == null || settled.through().isAfter(known.through()));
        return new Told(
                due,
                version.pack(),
                ScoreCard.of(sums, version.rules(), RATES),
                ScoreCard.prices(sums, version.rules()).entrySet().stream()
                        .collect(Collectors.toMap(price -> price.getKey().wireName(), price -> price.getValue())),
                standings,
                present.state(),
                frozenUntil,
                moved ? Checkpoint.of(due.sellerId(), rules, due.lateBatches(), settled) : null,
                next(quiet(hours, window), frozenUntil));
    }

    private static boolean quiet(Collection<CountedHour> hours, Window window) {
        return hours.stream().noneMatch(hour -> hour.hour() >= window.first());
    }

    /** When time alone may change it: with the next UTC hour, the next close, the end of a freeze; null for never. */
    private @Nullable Instant next(boolean nothingCounted, @Nullable Instant frozenUntil) {
        if (nothingCounted && frozenUntil == null) {
            return null;
        }
        Instant next = Hours.start(Hours.of(now) + 1);
        LocalDate today = standings.calendar().dayOf(now);
        Instant close = standings.calendar().end(today);
        if (close.isBefore(next)) {
            next = close;
        }
        return frozenUntil != null && frozenUntil.isBefore(next) ? frozenUntil : next;
    }
}
