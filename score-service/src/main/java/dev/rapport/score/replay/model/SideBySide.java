package dev.rapport.score.replay.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The whole history of one seller under the packs that were in force, and under the candidate.
 *
 * @param livePack name of the pack its profile names
 * @param days its daily closes, rising
 * @param changes the closes at which a standing rule came into force or was lifted, on either side
 * @param live the standing rules in force after the last close
 * @param candidate the same under the candidate
 */
public record SideBySide(
        String sellerId,
        String livePack,
        ZoneId zone,
        List<Day> days,
        List<StandingChange> changes,
        Set<String> live,
        Set<String> candidate) {

    public SideBySide {
        days = List.copyOf(days);
        changes = List.copyOf(changes);
        live = Set.copyOf(live);
        candidate = Set.copyOf(candidate);
    }

    /** The score at one daily close, as it is shown; null with insufficient data. */
    public record Day(
            LocalDate day,
            @Nullable BigDecimal live,
            @Nullable BigDecimal candidate,
            boolean provisional) {

        /** Candidate less live; null when either has no score. */
        public @Nullable BigDecimal difference() {
            return live == null || candidate == null ? null : candidate.subtract(live);
        }

        /** Whether the two differ, be it that only one has a score. */
        public boolean differs() {
            return live == null || candidate == null ? live != candidate : live.compareTo(candidate) != 0;
        }
    }

    /** Under which rules a standing rule changed. */
    public enum Side {
        LIVE,
        CANDIDATE
    }

    /** A close at which a standing rule came into force, or was lifted. */
    public record StandingChange(LocalDate day, Side side, String rule, boolean inForce) {}

    /** How many closes differ. */
    public long changed() {
        return days.stream().filter(Day::differs).count();
    }

    /** The mean difference of the closes that have a score on both sides; 0 without any. */
    public double meanDifference() {
        return days.stream()
                .map(Day::difference)
                .filter(Objects::nonNull)
                .mapToDouble(BigDecimal::doubleValue)
                .average()
                .orElse(0);
    }

    /** The difference that is largest either way; 0 without any. */
    public double largestDifference() {
        double largest = 0;
        for (Day day : days) {
            BigDecimal difference = day.difference();
            if (difference != null && Math.abs(difference.doubleValue()) > Math.abs(largest)) {
                largest = difference.doubleValue();
            }
        }
        return largest;
    }

    /** Whether nothing at all would have been otherwise. */
    public boolean same() {
        return changed() == 0 && live.equals(candidate) && changes.size() % 2 == 0 && mirrored();
    }

    private boolean mirrored() {
        return of(Side.LIVE).equals(of(Side.CANDIDATE));
    }

    private List<String> of(Side side) {
        return changes.stream()
                .filter(change -> change.side() == side)
                .map(change -> change.day() + " " + change.rule() + " " + change.inForce())
                .toList();
    }
}
