package dev.rapport.message.conversation.model;

import dev.rapport.events.Scene;
import dev.rapport.events.SellerEvent;
import dev.rapport.policy.Clock;
import dev.rapport.policy.ClockName;
import dev.rapport.policy.Messages;
import dev.rapport.policy.Pack;
import dev.rapport.policy.Packs;
import dev.rapport.policy.WorkingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * MSG-04: one seller's clocks: its pack, in the version that holds at the instant asked about, over its working hours.
 *
 * <p>Durations count in the clock's own calendar: working hours of the seller, or every hour.
 */
public final class SellerClocks {

    private static final WorkingCalendar EVERY_HOUR = WorkingCalendar.always();

    private final SellerEvent.SellerChanged profile;
    private final Packs packs;
    private final WorkingCalendar workingHours;

    public SellerClocks(SellerEvent.SellerChanged profile, Packs packs) {
        this.profile = profile;
        this.packs = packs;
        this.workingHours = workingHours(profile, packs);
    }

    /** What is fixed about a turn when it opens. */
    public Turn.Opening opening(TurnId id, Instant openedAt, Scene scene) {
        return new Turn.Opening(
                id,
                openedAt,
                due(ClockName.FIRST_RESPONSE, openedAt),
                due(ClockName.ANSWER, openedAt),
                openedAt.plus(messages(openedAt).unansweredAfter()),
                scene,
                0);
    }

    /**
     * By when the house wants a human to have answered (MSG-06): the quadrant's time, or the clock's own until it is triaged, never later
     * than the clock that bounds it.
     *
     * @param from from when that time counts: the opening, or when the turn was found to be in that quadrant
     */
    public Instant houseDueAt(Turn.Opening opening, @Nullable TurnTriage triage, Instant from) {
        Pack pack = packAt(opening.openedAt());
        Clock house = pack.clock(ClockName.HOUSE);
        Duration within = triage == null
                ? house.after()
                : pack.triage().of(triage.quadrant()).within();
        Instant due = calendar(ClockName.HOUSE, opening.openedAt()).plus(from, within);
        Instant bound =
                switch (house.notAfter()) {
                    case null -> due;
                    case ANSWER -> opening.answerDueAt();
                    case FIRST_RESPONSE -> opening.firstResponseDueAt();
                    case FOLLOW_UP, HOUSE -> due;
                };
        return bound != null && bound.isBefore(due) ? bound : due;
    }

    /** When a clock that runs from {@code from} until {@code due} warns: the pack's share of its own calendar's time. */
    Instant warnsAt(ClockName name, Instant from, Instant due) {
        WorkingCalendar calendar = calendar(name, from);
        long millis = calendar.between(from, due).toMillis();
        return calendar.plus(from, Duration.ofMillis((long) Math.ceil(millis * warnAt(from))));
    }

    /** When an auto-reply without a human after it counts as left alone (MSG-12). */
    Instant unattendedAt(Instant autoRespondedAt) {
        return autoRespondedAt.plus(packAt(autoRespondedAt).autoReplies().unattendedAfter());
    }

    /** MSG-04: how long after its due time something is still worth a notice. */
    public Duration noticeFor(Instant openedAt) {
        return packAt(openedAt).clocks().noticeFor();
    }

    /** By when a human is owed after an auto-reply. */
    public Instant followUpDueAt(Instant autoRespondedAt) {
        return due(ClockName.FOLLOW_UP, autoRespondedAt);
    }

    /** A buyer's wait for the first response, in seconds of that clock's calendar, rounded down. */
    public long businessSeconds(Instant openedAt, Instant respondedAt) {
        return calendar(ClockName.FIRST_RESPONSE, openedAt)
                .between(openedAt, respondedAt)
                .toSeconds();
    }

    /** The label of the pack in force at an instant. */
    public String pack(Instant at) {
        return packAt(at).label();
    }

    /** MSG-15: how deliveries are tried again and given up, in force at an instant. */
    public Delivery.Rules delivery(Instant at) {
        var delivery = packAt(at).delivery();
        return new Delivery.Rules(delivery.unknownAfter(), delivery.retryAfter());
    }

    /** Bounds of texts and of matching in force at an instant. */
    public Messages messages(Instant at) {
        return packAt(at).messages();
    }

    /** The pack in force at an instant. */
    public Pack rules(Instant at) {
        return packAt(at);
    }

    public SellerEvent.SellerChanged profile() {
        return profile;
    }

    /** MSG-09: whether the seller's working hours are open. */
    public boolean atWork(Instant now) {
        return workingHours.open(now);
    }

    /** The calendar that a clock of a turn opened at that instant counts in. */
    WorkingCalendar calendar(ClockName name, Instant openedAt) {
        return switch (packAt(openedAt).clock(name).calendar()) {
            case WORKING -> workingHours;
            case NONE -> EVERY_HOUR;
        };
    }

    /** The share of a clock at which it warns. */
    double warnAt(Instant openedAt) {
        return packAt(openedAt).clocks().warnAt();
    }

    /** Hours that never open are no hours: then the pack's count, as for a seller that has named none. */
    private static WorkingCalendar workingHours(SellerEvent.SellerChanged profile, Packs packs) {
        if (WorkingCalendar.opens(profile.calendar())) {
            return new WorkingCalendar(profile.calendar(), ZoneId.of(profile.zone()));
        }
        var usual = packs.versions(profile.pack()).getLast().workingTime();
        return new WorkingCalendar(usual.hours(), usual.zone());
    }

    private Instant due(ClockName name, Instant from) {
        Clock clock = packAt(from).clock(name);
        return calendar(name, from).plus(from, clock.after());
    }

    private Pack packAt(Instant at) {
        return packs.pack(profile.pack(), at);
    }
}
