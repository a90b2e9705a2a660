package dev.rapport.message.tone.application;

import dev.rapport.events.AlertEvent;
import dev.rapport.events.AlertEvent.AlertRaised;
import dev.rapport.events.AlertEvent.AlertResolved;
import dev.rapport.events.EventType;
import dev.rapport.events.FactId;
import dev.rapport.kit.due.DueHandler;
import dev.rapport.kit.due.DueRow;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.tone.application.Tones.Ear;
import dev.rapport.message.tone.application.Tones.Watched;
import dev.rapport.message.tone.model.Coldness;
import dev.rapport.message.tone.model.Tone.Source;
import dev.rapport.policy.Pack;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** MSG-13: raises an alert when too much of what buyers write is about coldness, and resolves it when it is no more. */
public final class ToneWatch implements DueHandler {

    /** The share moves without anybody writing: what was heard falls out of the time. */
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private static final String RULE = "MSG-13";

    private final Tones tones;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Outbox outbox;

    public ToneWatch(Tones tones, SellerProfiles profiles, SellerClockBook clockBook, Outbox outbox) {
        this.tones = tones;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.outbox = outbox;
    }

    /** @param rows keyed by source */
    @Override
    public void fire(Connection tx, List<DueRow> rows, Instant now) throws SQLException {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        var ears = rows.stream()
                .map(row -> new Ear(row.sellerId(), Source.valueOf(row.key(0))))
                .toList();
        var sellers = new TreeSet<String>();
        ears.forEach(ear -> sellers.add(ear.sellerId()));
        Map<String, SellerClocks> clocks = clockBook.of(profiles.get(tx, sellers));
        var since = new HashMap<Ear, Instant>();
        for (Ear ear : ears) {
            Pack pack = Objects.requireNonNull(clocks.get(ear.sellerId())).rules(at);
            since.put(ear, at.minus(pack.trust().coldnessWithin()));
        }
        Map<Ear, Coldness> found = tones.since(tx, since);
        var after = new ArrayList<Watched>();
        var facts = new ArrayList<Fact>();
        for (Watched watched : tones.watched(tx, ears)) {
            Coldness coldness = found.getOrDefault(watched.ear(), new Coldness(0, 0));
            SellerClocks seller =
                    Objects.requireNonNull(clocks.get(watched.ear().sellerId()));
            after.add(look(watched, coldness, seller, at, facts));
        }
        tones.watch(tx, after);
        outbox.append(tx, facts);
    }

    private static Watched look(
            Watched watched, Coldness coldness, SellerClocks clocks, Instant now, List<Fact> facts) {
        Pack pack = clocks.rules(now);
        Instant raisedAt = watched.raisedAt();
        switch (coldness.verdict(pack.trust(), pack.score().minSample(), raisedAt != null)) {
            case RAISE -> {
                raisedAt = now;
                facts.add(fact(watched.ear(), coldness, pack, now, now, true));
            }
            case RESOLVE -> {
                facts.add(fact(watched.ear(), coldness, pack, Objects.requireNonNull(raisedAt), now, false));
                raisedAt = null;
            }
            case LEAVE -> {}
        }
        boolean more = raisedAt != null || coldness.cold() > 0;
        return new Watched(watched.ear(), raisedAt, more ? now.plus(LOOK_AGAIN) : null);
    }

    private static Fact fact(Ear ear, Coldness coldness, Pack pack, Instant raisedAt, Instant now, boolean raised) {
        String subject =
                switch (ear.source()) {
                    case MESSAGE -> "coldness in buyers' messages";
                    case REVIEW -> "coldness in reviews";
                };
        String alertId = FactId.of(
                EventType.ALERT_RAISED, ear.sellerId(), "coldness", ear.source().name(), raisedAt.toString());
        Double line = pack.trust().coldnessAbove();
        AlertEvent event = raised
                ? new AlertRaised(ear.sellerId(), alertId, RULE, "warning", subject, coldness.share(), line, now)
                : new AlertResolved(ear.sellerId(), alertId, RULE, "warning", subject, coldness.share(), line, now);
        return Fact.of(event, now, pack.label(), alertId);
    }
}
