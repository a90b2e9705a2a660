package dev.rapport.message.strike.model;

import dev.rapport.message.strike.model.Violation.Strike;
import dev.rapport.policy.Strikes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MSG-11: the strikes of one seller that still matter: those unspent, and those spent by the freeze that holds.
 *
 * @param unspent oldest first
 * @param spent by the freeze; empty without one
 * @param freeze the last one that began; null when there was none or it has been told that it ended
 */
public record Ledger(
        List<Violation> unspent,
        List<Violation> spent,
        @Nullable Freeze freeze) {

    private static final Comparator<Violation> BY_TIME =
            Comparator.comparing(Violation::violatedAt).thenComparing(Violation::id);

    public static final Ledger CLEAN = new Ledger(List.of(), List.of(), null);

    /** Sending is frozen from the last strike on. */
    public record Freeze(Instant from, Instant until) {}

    public Ledger {
        unspent = unspent.stream().sorted(BY_TIME).toList();
        spent = List.copyOf(spent);
    }

    /**
     * What came of something.
     *
     * @param changed strikes that are not what they were
     * @param frozen the freeze that began; null when none did
     * @param thawedAt when sending became free again; null when it did not
     */
    public record Outcome(
            Ledger ledger,
            List<Violation> changed,
            @Nullable Freeze frozen,
            @Nullable Instant thawedAt) {}

    /** Until when sending is frozen at an instant; null when it is free. */
    public @Nullable Instant frozenUntil(Instant now) {
        return freeze != null && now.isBefore(freeze.until) ? freeze.until : null;
    }

    /** How many strikes count at an instant. */
    public int count(Instant now, Strikes rules) {
        return (int)
                unspent.stream().filter(strike -> counts(strike, now, rules)).count();
    }

    /** A strike more: the third freezes sending from its own time, and is spent with the two before it. */
    public Outcome strike(Violation violation, Strikes rules) {
        var all = new ArrayList<>(unspent);
        all.add(violation.become(Strike.UNSPENT));
        all.sort(BY_TIME);
        Instant last = all.getLast().violatedAt();
        var counting =
                all.stream().filter(strike -> counts(strike, last, rules)).toList();
        if (counting.size() < rules.freezeAt()) {
            return new Outcome(new Ledger(all, spent, freeze), List.of(violation.become(Strike.UNSPENT)), null, null);
        }
        var now = counting.stream().map(strike -> strike.become(Strike.SPENT)).toList();
        var left = all.stream().filter(strike -> !counting.contains(strike)).toList();
        Instant until = last.plus(rules.freezeFor());
        // A freeze that would end before one that holds already changes nothing about it.
        Freeze next = freeze != null && freeze.until.isAfter(until) ? freeze : new Freeze(last, until);
        return new Outcome(new Ledger(left, now, next), now, next, null);
    }

    /** A strike is taken back: it counts no longer, and the freeze that rested on it ends. */
    public Outcome withdraw(Violation violation, Instant at) {
        Violation withdrawn = violation.become(Strike.WITHDRAWN);
        boolean rested = frozenUntil(at) != null
                && spent.stream().anyMatch(strike -> strike.id().equals(violation.id()));
        if (!rested) {
            return new Outcome(
                    new Ledger(without(unspent, violation), without(spent, violation), freeze),
                    List.of(withdrawn),
                    null,
                    null);
        }
        var back = without(spent, violation).stream()
                .map(strike -> strike.become(Strike.UNSPENT))
                .toList();
        var changed = new ArrayList<>(back);
        changed.add(withdrawn);
        var all = new ArrayList<>(unspent);
        all.addAll(back);
        return new Outcome(new Ledger(all, List.of(), null), changed, null, at);
    }

    /** The freeze is over. */
    public Outcome thaw() {
        return new Outcome(new Ledger(unspent, List.of(), null), List.of(), null, freeze == null ? null : freeze.until);
    }

    private static boolean counts(Violation strike, Instant now, Strikes rules) {
        return rules.expireAfter() == null
                || strike.violatedAt().plus(rules.expireAfter()).isAfter(now);
    }

    private static List<Violation> without(List<Violation> strikes, Violation one) {
        return strikes.stream().filter(strike -> !strike.id().equals(one.id())).toList();
    }
}
