package dev.rapport.score.profile.model;

import dev.rapport.events.Shift;
import dev.rapport.events.WorkingHours;
import dev.rapport.score.engine.Counter;
import dev.rapport.score.engine.Timeline;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * SCO-10: a wrong zone closes days at the wrong time, and is behind more than a third of lost appeals. Two things give it away: working
 * hours that would be at night there, and people who answer at other times than they work.
 *
 * @param finding what was found
 * @param messages by people in the last four weeks
 * @param inHours which share of them was sent in working hours; null without messages
 * @param betterOffset the offset from UTC, as of now, with which most of them would have been; null where none is much better
 * @param inHoursThere the share with that offset
 */
public record ZoneCheck(
        Finding finding,
        long messages,
        @Nullable Double inHours,
        @Nullable ZoneOffset betterOffset,
        @Nullable Double inHoursThere) {

    /** What was found. */
    public enum Finding {
        /** Nothing speaks against the zone. */
        FITS,
        /** A third of the working hours or more would lie between midnight and six. */
        WORKS_AT_NIGHT,
        /** People answer outside working hours, and would answer inside them with another offset. */
        ANSWERS_ELSEWHEN
    }

    private static final int WEEK = 7 * 24;
    private static final int WEEKS = 4;
    private static final double MUCH_AT_NIGHT = 1.0 / 3;
    private static final int NIGHT_ENDS = 6;
    private static final long ENOUGH = 50;
    private static final double FEW = 0.5;
    private static final double MOST = 0.8;

    /** Whether the zone fits. */
    public boolean fits() {
        return finding == Finding.FITS;
    }

    /**
     * Checks a profile.
     *
     * @param timeline that reaches back four weeks
     */
    public static ZoneCheck of(WorkingHours hours, ZoneId zone, Timeline timeline, Instant now) {
        int[] open = open(hours);
        double night = 0;
        double all = 0;
        for (int hour = 0; hour < WEEK; hour++) {
            all += open[hour];
            night += hour % 24 < NIGHT_ENDS ? open[hour] : 0;
        }
        long[] sent = sent(timeline);
        long messages = 0;
        for (long amount : sent) {
            messages += amount;
        }
        int offset = Math.floorDiv(zone.getRules().getOffset(now).getTotalSeconds() + 1800, 3600);
        Double inHours = messages == 0 ? null : share(sent, open, offset, messages);
        Best best = messages < ENOUGH ? null : best(sent, open, messages);
        if (inHours != null && inHours < FEW && best != null && best.share() >= MOST) {
            return new ZoneCheck(
                    Finding.ANSWERS_ELSEWHEN, messages, inHours, ZoneOffset.ofHours(best.offset()), best.share());
        }
        Finding finding = all > 0 && night / all >= MUCH_AT_NIGHT ? Finding.WORKS_AT_NIGHT : Finding.FITS;
        return new ZoneCheck(finding, messages, inHours, null, null);
    }

    /** By hour of the local week from Monday on: how many minutes of it are worked. */
    private static int[] open(WorkingHours hours) {
        int[] open = new int[WEEK];
        for (DayOfWeek day : DayOfWeek.values()) {
            for (Shift shift : hours.on(day)) {
                for (int minute = shift.fromMinute(); minute < shift.toMinute(); minute++) {
                    open[day.ordinal() * 24 + minute / 60]++;
                }
            }
        }
        return open;
    }

    /** By hour of the UTC week from Monday on: how many messages people sent. */
    private static long[] sent(Timeline timeline) {
        long[] sent = new long[WEEK];
        for (long hour = timeline.last() - (long) WEEKS * WEEK + 1; hour <= timeline.last(); hour++) {
            // The epoch began on a Thursday.
            sent[Math.floorMod(hour + 3 * 24, WEEK)] += Math.max(0, timeline.amount(Counter.MESSAGES_BY_HUMAN, hour));
        }
        return sent;
    }

    private static double share(long[] sent, int[] open, int offset, long messages) {
        long minutes = 0;
        for (int hour = 0; hour < WEEK; hour++) {
            minutes += sent[hour] * open[Math.floorMod(hour + offset, WEEK)];
        }
        return minutes / (60.0 * messages);
    }

    private record Best(int offset, double share) {}

    private static Best best(long[] sent, int[] open, long messages) {
        Best best = new Best(0, 0);
        for (int offset = -12; offset <= 14; offset++) {
            double share = share(sent, open, offset, messages);
            if (share > best.share()) {
                best = new Best(offset, share);
            }
        }
        return best;
    }
}
