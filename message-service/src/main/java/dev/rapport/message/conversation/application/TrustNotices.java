package dev.rapport.message.conversation.application;

import dev.rapport.events.AlertEvent;
import dev.rapport.events.AlertEvent.AlertRaised;
import dev.rapport.events.AlertEvent.AlertResolved;
import dev.rapport.events.EventType;
import dev.rapport.events.FactId;
import dev.rapport.events.MessageFact.ConversationEscalated;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationEvent.TrustChanged;
import dev.rapport.message.conversation.model.LowTrust.Call;
import dev.rapport.message.conversation.model.SellerClocks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** MSG-13: a supervisor is called, or need not come any more. */
final class TrustNotices {

    private static final String STEP = "SUPERVISOR";
    private static final String RULE = "MSG-13";
    private static final String SEVERITY = "warning";

    private TrustNotices() {}

    static List<Fact> of(Conversation conversation, TrustChanged changed, SellerClocks clocks) {
        Call before = changed.before().call();
        Call after = changed.after().call();
        if (Objects.equals(before, after)) {
            return List.of();
        }
        var facts = new ArrayList<Fact>();
        String pack = clocks.pack(changed.at());
        if (before != null) {
            facts.add(alert(conversation, before, changed.at(), false, pack));
        }
        if (after != null) {
            facts.add(escalated(conversation, after, pack));
            if (changed.notice()) {
                facts.add(alert(conversation, after, changed.at(), true, pack));
            }
        }
        return facts;
    }

    private static Fact escalated(Conversation conversation, Call call, String pack) {
        var key = conversation.key();
        var fact = new ConversationEscalated(key.sellerId(), key.conversationId(), STEP, call.at());
        return Fact.of(fact, call.at(), pack, key.conversationId(), STEP, call.messageId());
    }

    private static Fact alert(Conversation conversation, Call call, Instant at, boolean raised, String pack) {
        var key = conversation.key();
        String alertId =
                FactId.of(EventType.ALERT_RAISED, key.sellerId(), key.conversationId(), "low-trust", call.messageId());
        String subject = "conversation " + key.conversationId() + ", agent " + call.agentId();
        AlertEvent event = raised
                ? new AlertRaised(key.sellerId(), alertId, RULE, SEVERITY, subject, null, null, at)
                : new AlertResolved(key.sellerId(), alertId, RULE, SEVERITY, subject, null, null, at);
        return Fact.of(event, at, pack, alertId);
    }
}
