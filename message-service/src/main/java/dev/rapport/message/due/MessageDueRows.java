package dev.rapport.message.due;

import dev.rapport.kit.due.DueTable;
import dev.rapport.kit.due.DueWork;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.autoreply.application.AutoReplyWatch;
import dev.rapport.message.channel.application.ChannelWatch;
import dev.rapport.message.conversation.application.ClockWatch;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.application.SilenceWatch;
import dev.rapport.message.conversation.application.WinBacks;
import dev.rapport.message.delivery.application.DeliveryWatch;
import dev.rapport.message.fast.application.FastBook;
import dev.rapport.message.promise.application.PromiseWatch;
import dev.rapport.message.strike.application.StrikeBook;
import dev.rapport.message.tone.application.ToneWatch;
import dev.rapport.policy.DefaultProfile;
import dev.rapport.policy.Packs;
import dev.rapport.policy.TimePassing;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Every table whose rows fall due, with what is done then (rulebook, Time passing). */
final class MessageDueRows {

    private MessageDueRows() {}

    @Produces
    @Singleton
    static DueWork dueWork(
            Packs packs,
            Conversations conversations,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            StrikeBook strikes,
            AutoReplyWatch autoReplies,
            WinBacks winBacks,
            PromiseWatch promises,
            ToneWatch tones,
            ChannelWatch channels,
            FastBook fast,
            Outbox outbox) {
        return new DueWork(
                "message-service",
                timePassing(packs),
                List.of(
                        new DueTable(
                                "turn-clocks",
                                "conversation",
                                List.of("conversation_id"),
                                "next_mark_at",
                                new ClockWatch(conversations, profiles, clockBook, outbox)),
                        new DueTable(
                                "deliveries",
                                "message",
                                List.of("conversation_id", "message_id"),
                                "delivery_due_at",
                                new DeliveryWatch(conversations, profiles, clockBook, outbox)),
                        new DueTable(
                                "auto-replies", "auto_reply_due", List.of("conversation_id"), "due_at", autoReplies),
                        new DueTable(
                                "silences",
                                "win_back",
                                List.of("conversation_id"),
                                "due_at",
                                new SilenceWatch(winBacks)),
                        new DueTable("promises", "promise", List.of("promise_id"), "next_mark_at", promises),
                        new DueTable("coldness", "tone_watch", List.of("source"), "look_at", tones),
                        new DueTable("channels", "channel_state", List.of(), "look_at", channels),
                        new DueTable("fast", "fast_case", List.of("case_id"), "next_mark_at", fast),
                        new DueTable("freezes", "strike_ledger", List.of(), "thaw_at", strikes)));
    }

    /** The most patient of all packs: one look serves the sellers of all of them. */
    private static TimePassing timePassing(Packs packs) {
        var usual = packs.versions(DefaultProfile.PACK).getLast().timePassing();
        Duration late = all(packs)
                .map(TimePassing::lateAfter)
                .min(Comparator.naturalOrder())
                .orElse(usual.lateAfter());
        Duration quiet = all(packs)
                .map(TimePassing::quietFor)
                .max(Comparator.naturalOrder())
                .orElse(usual.quietFor());
        return new TimePassing(late, quiet);
    }

    private static Stream<TimePassing> all(Packs packs) {
        return packs.names().stream()
                .flatMap(name -> packs.versions(name).stream())
                .map(dev.rapport.policy.Pack::timePassing);
    }
}
