package dev.rapport.message.channel.application;

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
import dev.rapport.message.channel.model.Receipts;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.Correspondence;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.OwnReply;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.strike.application.Violations;
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
import org.jspecify.annotations.Nullable;

/** MSG-15: finds a channel degraded, or well again, and lets go what has waited for it. */
public final class ChannelWatch implements DueHandler {

    /** Receipts fall out of the time without any coming. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private static final int LET_GO_AT_ONCE = 200;
    private static final String RULE = "MSG-15";
    private static final String SUBJECT = "channel IN_SITE";

    private final Channels channels;
    private final Conversations conversations;
    private final Violations violations;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Outbox outbox;

    public ChannelWatch(
            Channels channels,
            Conversations conversations,
            Violations violations,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Outbox outbox) {
        this.channels = channels;
        this.conversations = conversations;
        this.violations = violations;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.outbox = outbox;
    }

    /** @param rows of whole sellers */
    @Override
    public void fire(Connection tx, List<DueRow> rows, Instant now) throws SQLException {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        var sellers = new TreeSet<String>();
        rows.forEach(row -> sellers.add(row.sellerId()));
        // The ledgers before anything is written, by everybody (MSG-11).
        for (String seller : sellers) {
            violations.hold(tx, seller);
        }
        Map<String, SellerClocks> clocks = clockBook.of(profiles.get(tx, sellers));
        var since = new HashMap<String, Instant>();
        for (String seller : sellers) {
            since.put(seller, at.minus(rules(clocks, seller, at).delivery().degradedWithin()));
        }
        Map<String, Receipts> receipts = channels.receipts(tx, since);
        var after = new ArrayList<Channels.State>();
        var facts = new ArrayList<Fact>();
        for (Channels.State state : channels.states(tx, sellers)) {
            SellerClocks seller = Objects.requireNonNull(clocks.get(state.sellerId()));
            Receipts lately = receipts.getOrDefault(state.sellerId(), new Receipts(0, 0));
            after.add(look(tx, state, lately, seller, at, facts));
        }
        channels.keep(tx, after);
        outbox.append(tx, facts);
    }

    private Channels.State look(
            Connection tx, Channels.State state, Receipts lately, SellerClocks clocks, Instant now, List<Fact> facts)
            throws SQLException {
        Pack pack = clocks.rules(now);
        Instant since = state.degradedSince();
        boolean degraded = lately.degraded(pack.delivery(), since != null);
        if (degraded) {
            Instant from = since == null ? now : since;
            if (since == null) {
                facts.add(alert(state.sellerId(), lately, pack, from, now, true));
            }
            return new Channels.State(state.sellerId(), from, now.plus(LOOK_AGAIN));
        }
        if (since != null) {
            facts.add(alert(state.sellerId(), lately, pack, since, now, false));
        }
        Instant again = letGo(tx, state.sellerId(), clocks, now, facts);
        Instant next = again == null && lately.failures() > 0 ? now.plus(LOOK_AGAIN) : again;
        return new Channels.State(state.sellerId(), null, next);
    }

    /** What has waited longest first; when to go on; null when nothing is left. */
    private @Nullable Instant letGo(Connection tx, String sellerId, SellerClocks clocks, Instant now, List<Fact> facts)
            throws SQLException {
        List<MessageKey> waiting = channels.waiting(tx, sellerId, LET_GO_AT_ONCE);
        if (waiting.isEmpty()) {
            return null;
        }
        // MSG-11: what was accepted before a freeze waits for its end like everything else.
        Instant frozenUntil = violations.frozenUntil(tx, sellerId, now);
        if (frozenUntil != null) {
            return frozenUntil;
        }
        var correspondence = new Correspondence(conversations.recallDeliveries(tx, waiting), _ -> clocks);
        for (MessageKey key : waiting) {
            OwnReply reply = correspondence.reply(key);
            OwnReply asked = reply.with(reply.delivery().again(now, clocks.delivery(reply.sentAt())), null);
            correspondence.settle(reply, asked, null);
            correspondence.ask(asked, now, null);
        }
        conversations.keep(tx, correspondence.changes());
        facts.addAll(correspondence.facts());
        return waiting.size() < LET_GO_AT_ONCE ? null : now.plusMillis(1);
    }

    private static Pack rules(Map<String, SellerClocks> clocks, String seller, Instant at) {
        return Objects.requireNonNull(clocks.get(seller)).rules(at);
    }

    private static Fact alert(String sellerId, Receipts lately, Pack pack, Instant since, Instant now, boolean raised) {
        String alertId = FactId.of(EventType.ALERT_RAISED, sellerId, "channel", since.toString());
        Double line = pack.delivery().degradedAbove();
        AlertEvent event = raised
                ? new AlertRaised(sellerId, alertId, RULE, "critical", SUBJECT, lately.share(), line, now)
                : new AlertResolved(sellerId, alertId, RULE, "critical", SUBJECT, lately.share(), line, now);
        return Fact.of(event, now, pack.label(), alertId);
    }
}
