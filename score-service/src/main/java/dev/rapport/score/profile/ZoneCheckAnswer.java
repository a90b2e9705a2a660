package dev.rapport.score.profile;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.rapport.score.profile.model.ZoneCheck;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is found about the zone of a profile (SCO-10).
 *
 * @param finding {@code fits}, {@code works-at-night} or {@code answers-elsewhen}
 * @param message what to do about it; null when nothing is to be done
 * @param messages people have sent in the last four weeks
 * @param inHours which share of them in working hours; null without messages
 * @param betterOffset the offset from UTC with which most of them would have been, such as {@code -05:00}; null where none is better
 * @param inHoursThere the share with that offset
 */
record ZoneCheckAnswer(
        String rule,
        boolean fits,
        String finding,
        @Nullable String message,
        long messages,
        @Nullable Double inHours,
        @Nullable String betterOffset,
        @Nullable Double inHoursThere) {

    /** A profile with what is found about it. */
    record Checked(@JsonUnwrapped ProfileDocument profile, ZoneCheckAnswer zoneCheck) {}

    static ZoneCheckAnswer of(ZoneCheck check, String zone) {
        String message =
                switch (check.finding()) {
                    case FITS -> null;
                    case WORKS_AT_NIGHT ->
                        "Much of the working time would be between midnight and six in %s. Check the zone; a wrong one closes days at the wrong time."
                                .formatted(zone);
                    case ANSWERS_ELSEWHEN ->
                        "People answer outside the working hours of %s; most would be inside them with an offset of %s from UTC. Check the zone; a wrong one closes days at the wrong time."
                                .formatted(zone, check.betterOffset());
                };
        return new ZoneCheckAnswer(
                "SCO-10",
                check.fits(),
                check.finding().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                message,
                check.messages(),
                check.inHours(),
                check.betterOffset() == null ? null : check.betterOffset().getId(),
                check.inHoursThere());
    }
}
