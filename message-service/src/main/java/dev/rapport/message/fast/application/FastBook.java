package dev.rapport.message.fast.application;

import dev.rapport.events.AlertEvent;
import dev.rapport.events.AlertEvent.AlertRaised;
import dev.rapport.events.AlertEvent.AlertResolved;
import dev.rapport.events.EventType;
import dev.rapport.events.FactId;
import dev.rapport.events.MessageFact.ConversationEscalated;
import dev.rapport.kit.due.DueHandler;
import dev.rapport.kit.due.DueRow;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.fast.application.FastCases.DisputeKey;
import dev.rapport.message.fast.application.FastCases.Key;
import dev.rapport.message.fast.model.FastCase;
import dev.rapport.message.fast.model.FastCase.Reason;
import dev.rapport.message.fast.model.FastCase.Task;
import dev.rapport.message.fast.model.Step;
import dev.rapport.message.order.application.Orders;
import dev.rapport.message.order.model.Dispute;
import dev.rapport.message.order.model.OrderKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** MSG-14: opens cases, does their steps, and tells of those that are not done in time. */
public final class FastBook implements DueHandler {

    private static final String RULE = "MSG-14";

    private final FastCases cases;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Outbox outbox;

    public FastBook(FastCases cases, SellerProfiles profiles, SellerClockBook clockBook, Outbox outbox) {
        this.cases = cases;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.outbox = outbox;
    }

    /**
     * A reason to open a case.
     *
     * @param cause what names it among the reasons of its conversation: the dispute or the message
     * @param readAt when it became known here: of what is history no case is opened
     */
    public record Opening(
            ConversationKey conversation,
            Reason reason,
            String cause,
            Instant at,
            Instant readAt,
            @Nullable String trace) {

        String caseId() {
            return FactId.of(
                    EventType.CONVERSATION_ESCALATED,
                    conversation.sellerId(),
                    conversation.conversationId(),
                    reason.name(),
                    cause);
        }
    }

    /** Opens cases; a conversation has one at a time. */
    public List<Fact> open(Connection tx, List<Opening> openings) throws SQLException {
        if (openings.isEmpty()) {
            return List.of();
        }
        var sellers = new TreeSet<String>();
        openings.forEach(opening -> sellers.add(opening.conversation.sellerId()));
        Map<String, SellerClocks> clocks = clockBook.of(profiles.get(tx, sellers));
        var wanted = new LinkedHashMap<ConversationKey, FastCase>();
        var traces = new HashMap<ConversationKey, @Nullable String>();
        for (Opening opening : openings) {
            SellerClocks seller = Objects.requireNonNull(clocks.get(opening.conversation.sellerId()));
            boolean history = opening.at.isBefore(opening.readAt.minus(seller.noticeFor(opening.at)));
            if (!history && !wanted.containsKey(opening.conversation)) {
                wanted.put(opening.conversation, opened(opening, seller));
                traces.put(opening.conversation, opening.trace);
            }
        }
        var added = cases.add(tx, wanted.values());
        var facts = new ArrayList<Fact>();
        for (FastCase one : wanted.values()) {
            if (added.contains(key(one))) {
                SellerClocks seller =
                        Objects.requireNonNull(clocks.get(one.conversation().sellerId()));
                facts.add(reached(one, Step.FACTS, one.openedAt(), seller).tracedBy(traces.get(one.conversation())));
            }
        }
        return facts;
    }

    private static FastCase opened(Opening opening, SellerClocks clocks) {
        return FastCase.open(
                opening.conversation,
                opening.caseId(),
                opening.reason,
                opening.reason == Reason.DISPUTE ? opening.cause : null,
                opening.at,
                clocks.rules(opening.at).fast());
    }

    /** News of disputes: one with a time to respond opens a case of its order's conversation, its end is an agreement. */
    public List<Fact> disputes(Connection tx, List<Orders.News> news, Instant now) throws SQLException {
        var about = new LinkedHashMap<OrderKey, Dispute>();
        var closed = new LinkedHashMap<DisputeKey, Instant>();
        for (Orders.News one : news) {
            if (one instanceof Orders.News.Disputed disputed) {
                Dispute dispute = disputed.dispute();
                if (dispute.closedAt() != null) {
                    closed.put(new DisputeKey(disputed.sellerId(), dispute.disputeId()), dispute.closedAt());
                } else if (dispute.orderId() != null && dispute.respondBy() != null) {
                    about.put(new OrderKey(disputed.sellerId(), dispute.orderId()), dispute);
                }
            }
        }
        var facts = new ArrayList<Fact>(open(tx, openings(tx, about, now)));
        facts.addAll(agreed(tx, closed, now));
        return facts;
    }

    private List<Opening> openings(Connection tx, Map<OrderKey, Dispute> about, Instant now) throws SQLException {
        var openings = new ArrayList<Opening>();
        if (!about.isEmpty()) {
            cases.conversations(tx, about.keySet()).forEach((order, conversation) -> {
                Dispute dispute = Objects.requireNonNull(about.get(order));
                Instant at = Objects.requireNonNullElse(dispute.openedAt(), now);
                openings.add(new Opening(conversation, Reason.DISPUTE, dispute.disputeId(), at, now, null));
            });
        }
        return openings;
    }

    private List<Fact> agreed(Connection tx, Map<DisputeKey, Instant> closed, Instant now) throws SQLException {
        if (closed.isEmpty()) {
            return List.of();
        }
        var after = new ArrayList<FastCase>();
        var facts = new ArrayList<Fact>();
        for (FastCase one : cases.open(tx, closed.keySet())) {
            var key = new DisputeKey(one.conversation().sellerId(), Objects.requireNonNull(one.disputeId()));
            FastCase agreed = one.agreed(Objects.requireNonNullElse(closed.get(key), now));
            after.add(agreed);
            facts.addAll(changed(one, agreed, now, clockBook.of(profiles.get(tx, key.sellerId()))));
        }
        cases.keep(tx, after);
        return facts;
    }

    /** An agent has done a step; null when there is no open case. What there is to tell is added to {@code facts}. */
    public @Nullable FastCase done(
            Connection tx,
            ConversationKey conversation,
            Step step,
            String agentId,
            @Nullable String note,
            Instant now,
            List<Fact> facts)
            throws SQLException {
        FastCase present = cases.newest(tx, conversation);
        if (present == null || !present.task(step).isOpen()) {
            return null;
        }
        return kept(tx, present, present.done(step, agentId, note, now), now, facts);
    }

    /** Buyer and seller agree; null when there is no open case. What there is to tell is added to {@code facts}. */
    public @Nullable FastCase agree(Connection tx, ConversationKey conversation, Instant now, List<Fact> facts)
            throws SQLException {
        FastCase present = cases.newest(tx, conversation);
        if (present == null || !present.isOpen() || present.agreedAt() != null) {
            return null;
        }
        return kept(tx, present, present.agreed(now), now, facts);
    }

    private FastCase kept(Connection tx, FastCase before, FastCase after, Instant now, List<Fact> facts)
            throws SQLException {
        cases.keep(tx, List.of(after));
        SellerClocks clocks =
                clockBook.of(profiles.get(tx, before.conversation().sellerId()));
        facts.addAll(changed(before, after, now, clocks));
        return after;
    }

    /** The next step is reached, and alerts of what is done or needed no more end. */
    private static List<Fact> changed(FastCase before, FastCase after, Instant now, SellerClocks clocks) {
        var facts = new ArrayList<Fact>();
        for (Step step : Step.values()) {
            boolean over = before.task(step).isOpen() && !after.task(step).isOpen();
            if (over && before.task(step).late()) {
                facts.add(alert(before, before.task(step), now, false, clocks));
            }
        }
        Step next = after.current();
        // A supervisor is called by time, not because the plan is written.
        if (next != null && next != before.current() && next != Step.SUPERVISOR) {
            facts.add(reached(after, next, now, clocks));
        }
        return facts;
    }

    /** @param rows keyed by case */
    @Override
    public void fire(Connection tx, List<DueRow> rows, Instant now) throws SQLException {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        var due = new HashMap<Key, DueRow>();
        var sellers = new TreeSet<String>();
        for (DueRow row : rows) {
            due.put(new Key(row.sellerId(), row.key(0)), row);
            sellers.add(row.sellerId());
        }
        Map<String, SellerClocks> clocks = clockBook.of(profiles.get(tx, sellers));
        var after = new ArrayList<FastCase>();
        var facts = new ArrayList<Fact>();
        for (FastCase one : cases.find(tx, due.keySet())) {
            SellerClocks seller =
                    Objects.requireNonNull(clocks.get(one.conversation().sellerId()));
            DueRow row = Objects.requireNonNull(due.get(key(one)));
            List<Task> overdue =
                    one.overdue(moment -> !moment.isAfter(at) && row.passed().test(moment));
            for (Task task : overdue) {
                if (task.step() == Step.SUPERVISOR) {
                    facts.add(reached(one, Step.SUPERVISOR, task.dueAt(), seller));
                }
                facts.add(alert(one, task, task.dueAt(), true, seller));
            }
            after.add(one.told(overdue));
        }
        cases.keep(tx, after);
        outbox.append(tx, facts);
    }

    private static Key key(FastCase one) {
        return new Key(one.conversation().sellerId(), one.caseId());
    }

    private static Fact reached(FastCase one, Step step, Instant at, SellerClocks clocks) {
        var conversation = one.conversation();
        var fact = new ConversationEscalated(conversation.sellerId(), conversation.conversationId(), step.name(), at);
        return Fact.of(fact, at, clocks.pack(one.openedAt()), conversation.conversationId(), one.caseId(), step.name());
    }

    private static Fact alert(FastCase one, Task task, Instant at, boolean raised, SellerClocks clocks) {
        String seller = one.conversation().sellerId();
        String alertId = FactId.of(
                EventType.ALERT_RAISED, seller, one.caseId(), task.step().name());
        String subject = "conversation " + one.conversation().conversationId() + ", step "
                + task.step().name();
        AlertEvent event = raised
                ? new AlertRaised(seller, alertId, RULE, "warning", subject, null, null, at)
                : new AlertResolved(seller, alertId, RULE, "warning", subject, null, null, at);
        return Fact.of(event, at, clocks.pack(one.openedAt()), alertId);
    }
}
