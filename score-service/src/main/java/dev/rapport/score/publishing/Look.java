package dev.rapport.score.publishing;

import dev.rapport.policy.Metric;
import dev.rapport.policy.Pack;
import dev.rapport.score.alerts.model.Conditions;
import dev.rapport.score.alerts.model.Situation;
import dev.rapport.score.closes.model.CloseCalendar;
import dev.rapport.score.engine.CountedHour;
import dev.rapport.score.engine.Hours;
import dev.rapport.score.engine.PackRules;
import dev.rapport.score.engine.RecentResponses;
import dev.rapport.score.engine.ScoreCard;
import dev.rapport.score.engine.Timeline;
import dev.rapport.score.engine.Window;
import dev.rapport.score.engine.WindowSums;
import dev.rapport.score.profile.model.ZoneCheck;
import dev.rapport.score.standing.Checkpoint;
import dev.rapport.score.standing.model.Standings;
import dev.rapport.score.standing.model.Standings.Reached;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One look at one seller: which counters it needs, and what it makes of them. */
final class Look {
    private static final Set<Metric> RATES = EnumSet.copyOf(Metric.rates());
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Due due;
    private final PackRules packs;
    private final boolean caughtUp;
    private final Instant now;
    private final Standings standings;
    private final String rules;
    private final @Nullable Reached known;

    /**
     * @param caughtUp whether all that was published has been counted
     */
    Look(Due due, PackRules packs, boolean caughtUp, Instant now) {
        this.due = due;
        this.caughtUp = caughtUp;
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
        ScoreCard card = ScoreCard.of(sums, version.rules(), RATES);
        boolean ripe = ripe(version.pack());
        return new Told(
                due,
                version.pack(),
                card,
                ScoreCard.prices(sums, version.rules()).entrySet().stream()
                        .collect(Collectors.toMap(price -> price.getKey().wireName(), price -> price.getValue())),
                standings,
                present.state(),
                frozenUntil,
                ripe ? Conditions.of(situation(version.pack(), card, present, frozenUntil, timeline)) : null,
                moved ? Checkpoint.of(due.sellerId(), rules, due.lateBatches(), settled) : null,
                next(quiet(hours, window), ripe, frozenUntil));
    }

    /**
     * Rulebook, Time passing: nobody is accused of what the next record may disprove. Everything published has been counted, and
     * where that is old, as in an import, nothing more has come for a while.
     */
    private boolean ripe(Pack pack) {
        return caughtUp
                && (due.lastEventAt().isAfter(now.minus(pack.timePassing().lateAfter()))
                        || due.countedAt().isBefore(now.minus(pack.timePassing().quietFor())));
    }

    private Situation situation(
            Pack pack, ScoreCard card, Reached present, @Nullable Instant frozenUntil, Timeline timeline) {
        ZoneCheck zone = ZoneCheck.of(due.calendar(), due.zone(), timeline, now);
        return new Situation(
                pack,
                card,
                standings,
                present.state().rules(),
                frozenUntil,
                RecentResponses.unpack(due.responses()),
                zone.fits(),
                due.lastEventAt(),
                now);
    }

    private static boolean quiet(Collection<CountedHour> hours, Window window) {
        return hours.stream().noneMatch(hour -> hour.hour() >= window.first());
    }

    /** When time alone may change it: with the next UTC hour, close, or minute of responses, or the end of a freeze; null for never. */
    private @Nullable Instant next(boolean nothingCounted, boolean ripe, @Nullable Instant frozenUntil) {
        List<Instant> times = new ArrayList<>();
        if (!nothingCounted) {
            times.add(Hours.start(Hours.of(now) + 1));
            times.add(standings.calendar().end(standings.calendar().dayOf(now)));
        }
        if (!ripe || due.responses() != null && recentResponses() > 0) {
            times.add(now.plus(SOON));
        }
        if (frozenUntil != null) {
            times.add(frozenUntil);
        }
        return times.isEmpty() ? null : Collections.min(times);
    }

    private long recentResponses() {
        return RecentResponses.unpack(due.responses())
                .within(packs.at(now).pack().responseAlarm().within().plus(SOON), now)
                .count();
    }
}
