package dev.rapport.score.replay.model;

import dev.rapport.events.RapportEvent;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.policy.DefaultProfile;
import dev.rapport.policy.Pack;
import dev.rapport.policy.Packs;
import dev.rapport.policy.StandingRule.Period;
import dev.rapport.score.closes.model.Close;
import dev.rapport.score.closes.model.CloseCalendar;
import dev.rapport.score.closes.model.Closing;
import dev.rapport.score.engine.Hours;
import dev.rapport.score.engine.PackRules;
import dev.rapport.score.engine.Timeline;
import dev.rapport.score.replay.model.SideBySide.Day;
import dev.rapport.score.replay.model.SideBySide.Side;
import dev.rapport.score.replay.model.SideBySide.StandingChange;
import dev.rapport.score.standing.model.RuleState;
import dev.rapport.score.standing.model.Standings;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A candidate pack on trial. Takes the facts one by one and then tells each seller's history twice: judged by the packs that were in
 * force, as the service judges it, and judged by the candidate from the first day on, whatever it says of when it begins to hold.
 *
 * <p>The candidate is tried on the sellers whose profile names it; one of a new name is tried on all.
 */
public final class Trial {
    private final Packs packs;
    private final Pack candidate;
    private final Map<String, SellerChanged> profiles;
    private final Instant now;
    private final Map<String, PackRules> rules = new HashMap<>();
    private final Map<String, Clocking> clocks = new HashMap<>();
    private final Histories live = new Histories();
    private final Histories tried = new Histories();

    /**
     * @param packs those in force
     * @param profiles by seller; one without has the default profile
     * @param now closes that have ended by then are told
     */
    public Trial(Packs packs, Pack candidate, Map<String, SellerChanged> profiles, Instant now) {
        this.packs = packs;
        this.candidate = candidate;
        this.profiles = Map.copyOf(profiles);
        this.now = now;
    }

    /** Takes a fact that did not come before; false when it cannot be true and counts for nothing. */
    public boolean take(RapportEvent fact) {
        if (!live.add(fact)) {
            return false;
        }
        if (concerns(fact.sellerId())) {
            RapportEvent under = clocks.computeIfAbsent(
                            fact.sellerId(),
                            seller -> new Clocking(
                                    profile(seller), rules(profile(seller).pack()), candidate))
                    .under(fact);
            if (under != null) {
                var unused = tried.add(under);
            }
        }
        return true;
    }

    /** Every seller a fact came about. */
    public Set<String> sellers() {
        return new TreeSet<>(live.sellers());
    }

    /** Both histories of a seller; empty when the candidate does not concern it. */
    public Optional<SideBySide> of(String seller) {
        if (!concerns(seller)) {
            return Optional.empty();
        }
        SellerChanged profile = profile(seller);
        CloseCalendar calendar = new CloseCalendar(ZoneId.of(profile.zone()));
        Told one = new Told(profile, calendar, rules(profile.pack()), timeline(live, seller));
        Told other = new Told(profile, calendar, PackRules.always(candidate), timeline(tried, seller));
        LocalDate last = calendar.lastEnded(now);
        LocalDate first = calendar.dayOf(Hours.start(one.timeline().first()));
        List<Day> days = new ArrayList<>();
        List<StandingChange> changes = new ArrayList<>();
        Walk then = one.walk(Side.LIVE, changes, now);
        Walk now = other.walk(Side.CANDIDATE, changes, this.now);
        for (LocalDate day : calendar.closing(Period.DAILY, first, last)) {
            Close before = one.close(day);
            days.add(
                    new Day(day, before.card().score(), other.close(day).card().score(), before.provisional(this.now)));
            then.to(day);
            now.to(day);
        }
        return Optional.of(
                new SideBySide(seller, profile.pack(), calendar.zone(), days, changes, then.inForce(), now.inForce()));
    }

    private boolean concerns(String seller) {
        return profile(seller).pack().equals(candidate.name()) || !packs.names().contains(candidate.name());
    }

    private SellerChanged profile(String seller) {
        SellerChanged profile = profiles.get(seller);
        return profile != null ? profile : DefaultProfile.of(seller, packs.pack(DefaultProfile.PACK, now));
    }

    private PackRules rules(String pack) {
        return rules.computeIfAbsent(pack, name -> PackRules.of(packs, name));
    }

    private Timeline timeline(Histories of, String seller) {
        // As far back as the service reads for standing.
        long first = Hours.of(now.minus(Standings.REACH));
        return Timeline.of(of.counted(seller, first, Hours.of(now)), Hours.of(now));
    }

    /** A history on one side. */
    private record Told(SellerChanged profile, CloseCalendar calendar, PackRules rules, Timeline timeline) {
        Close close(LocalDate day) {
            return new Closing(calendar, rules, Set.of()).close(timeline, Period.DAILY, day);
        }

        Walk walk(Side side, List<StandingChange> changes, Instant now) {
            return new Walk(this, new Standings(calendar, rules, profile.fulfilment(), now), side, changes);
        }
    }

    /** Goes from close to close and notes what changes. */
    private static final class Walk {
        private final Told told;
        private final Standings standings;
        private final Side side;
        private final List<StandingChange> changes;
        private Standings.Reached reached;
        private Set<String> inForce = new TreeSet<>();

        Walk(Told told, Standings standings, Side side, List<StandingChange> changes) {
            this.told = told;
            this.standings = standings;
            this.side = side;
            this.changes = changes;
            this.reached = standings.before(told.timeline());
        }

        void to(LocalDate day) {
            reached = standings.advance(reached, told.timeline(), day);
            Set<String> next = new TreeSet<>();
            for (RuleState rule : reached.state().rules()) {
                if (rule.inForce()) {
                    next.add(rule.rule());
                }
                if (rule.inForce() != inForce.contains(rule.rule())) {
                    changes.add(new StandingChange(day, side, rule.rule(), rule.inForce()));
                }
            }
            inForce = next;
        }

        Set<String> inForce() {
            return inForce;
        }
    }
}
