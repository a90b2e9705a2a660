package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.message.conversation.model.Told;
import dev.rapport.message.conversation.model.TurnTriage;
import dev.rapport.message.conversation.model.Watch;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is watched about a turn, laid out as the columns of its conversation's row. */
record WatchColumns(
        @Nullable Instant readAt,
        @Nullable Instant houseDueAt,
        int told,
        @Nullable String autoMessage,
        boolean autoFlagged,
        @Nullable String triage,
        @Nullable String triageReasons,
        @Nullable String triageBy) {

    /** Reasons hold no line break: they are words of the interface. */
    private static final String BETWEEN_REASONS = "\n";

    private static final WatchColumns NONE = new WatchColumns(null, null, 0, null, false, null, null, null);

    static WatchColumns of(Watch watch) {
        if (watch.equals(Watch.NOTHING)) {
            return NONE;
        }
        Watch.AutoReply auto = watch.auto();
        TurnTriage triage = watch.triage();
        return new WatchColumns(
                watch.readAt(),
                watch.houseDueAt(),
                watch.told().bits(),
                auto == null ? null : auto.messageId(),
                auto != null && auto.flagged(),
                triage == null ? null : triage.quadrant().name(),
                triage == null ? null : String.join(BETWEEN_REASONS, triage.reasons()),
                triage == null ? null : triage.overriddenBy());
    }

    /** @param otherwise when a turn of before there was such a clock counts as due by the house */
    Watch watch(@Nullable Instant otherwise) {
        Instant house = houseDueAt == null ? otherwise : houseDueAt;
        if (house == null) {
            return Watch.NOTHING;
        }
        return new Watch(
                Objects.requireNonNullElse(readAt, Instant.EPOCH),
                turnTriage(),
                house,
                new Told(told),
                autoMessage == null ? null : new Watch.AutoReply(autoMessage, autoFlagged));
    }

    private @Nullable TurnTriage turnTriage() {
        if (triage == null) {
            return null;
        }
        List<String> reasons = triageReasons == null || triageReasons.isEmpty()
                ? List.of()
                : List.of(triageReasons.split(BETWEEN_REASONS));
        return new TurnTriage(triage.startsWith("HIGH_"), triage.endsWith("_HIGH"), reasons, triageBy);
    }
}
