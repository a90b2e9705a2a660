package dev.rapport.message.conversation.application;

import dev.rapport.events.By;
import dev.rapport.events.DeliveryOutcome;
import dev.rapport.events.Kind;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.message.conversation.model.AtStake;
import dev.rapport.message.conversation.model.Buyer;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationCommand;
import dev.rapport.message.conversation.model.ConversationDecider;
import dev.rapport.message.conversation.model.ConversationEvent;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Decision;
import dev.rapport.message.conversation.model.Delivery;
import dev.rapport.message.conversation.model.Judgement;
import dev.rapport.message.conversation.model.Message;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.OwnReply;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.conversation.model.TurnId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The conversations one transaction works on, in memory: what was recalled before, what is decided now in the order in which it
 * comes, and in the end what has to be kept and published. Used by one thread, for one transaction.
 */
public final class Correspondence {

    private final Map<ConversationKey, Conversation> conversations = new HashMap<>();
    private final Set<MessageKey> known;
    private final RememberedReplies replies;
    private final Set<Wanted.DispatchKey> careDispatches;
    private final Set<MessageKey> accompanied;
    private final Function<String, SellerClocks> clocks;

    private final PendingChanges pending = new PendingChanges();
    private final List<Fact> facts = new ArrayList<>();

    /** What came of a command. */
    public enum Outcome {
        APPLIED,
        /** MSG-02: it was here before, or is the echo of one of ours. */
        KNOWN,
        /** The conversation is another buyer's. */
        ANOTHER_BUYER,
        /** No buyer waits for what was to be closed. */
        NOBODY_WAITS,
        /** MSG-17: another agent has it in hand. */
        IN_OTHER_HANDS
    }

    /**
     * @param recalled what is kept of the conversations, messages and replies that will be named
     * @param clocks each seller's
     */
    public Correspondence(Recollection recalled, Function<String, SellerClocks> clocks) {
        this.clocks = clocks;
        this.known = new HashSet<>(recalled.messages());
        this.replies = new RememberedReplies(recalled.replies());
        this.careDispatches = new HashSet<>(recalled.careDispatches());
        this.accompanied = new HashSet<>(recalled.accompanied());
        recalled.conversations().forEach(conversation -> conversations.put(conversation.key(), conversation));
    }

    /** The conversation as it stands now; null when there is none. */
    public @Nullable Conversation conversation(ConversationKey key) {
        return conversations.get(key);
    }

    /** A buyer message has come. */
    public Outcome receive(
            ConversationKey key, Kind kind, ConversationCommand.ReceiveBuyerMessage command, @Nullable String trace) {
        var message = new MessageKey(key, command.message().messageId());
        if (known.contains(message)) {
            return Outcome.KNOWN;
        }
        return decide(begun(key, kind, command.buyer()), command, trace);
    }

    /**
     * A seller message was observed.
     *
     * @param buyerId whom it went to
     * @param judgement what is made of it, should it be a message of its own
     * @param readAt when it became known here
     */
    public Outcome observe(
            ConversationKey key,
            Kind kind,
            String buyerId,
            OwnReply.Observed observed,
            By by,
            @Nullable String agentId,
            Judgement judgement,
            Instant readAt,
            @Nullable String trace) {
        var message = new MessageKey(key, observed.messageId());
        if (known.contains(message)) {
            return Outcome.KNOWN;
        }
        OwnReply echoed = replies.echoedBy(
                key, observed, clocks(key).messages(observed.sentAt()).echoWithin());
        if (echoed != null) {
            replies.update(echoed.echoed(observed.messageId()));
            return Outcome.KNOWN;
        }
        boolean care = isCare(key, observed.dispatchId());
        var taken = new Message.FromSeller(
                observed.messageId(),
                observed.text(),
                observed.sentAt(),
                by,
                agentId,
                origin(key, observed),
                care ? judgement.ofCare() : judgement);
        var buyer = new Buyer(buyerId, null, null, null);
        return decide(
                begun(key, kind, buyer), new ConversationCommand.TakeSellerMessage(taken, buyerId, readAt), trace);
    }

    /** An agent does something to a conversation that exists. */
    public Outcome act(ConversationKey key, ConversationCommand command, @Nullable String trace) {
        return act(key, command, null, trace);
    }

    /**
     * An agent does something to a conversation that exists.
     *
     * @param agentId who; null when it is not known
     */
    public Outcome act(
            ConversationKey key, ConversationCommand command, @Nullable String agentId, @Nullable String trace) {
        Conversation conversation = conversations.get(key);
        if (conversation == null) {
            throw new IllegalArgumentException("an agent acts on a conversation that was recalled");
        }
        return decide(conversation, command, agentId, trace);
    }

    /** Time goes by for a conversation that was recalled. */
    public void passTime(ConversationKey key, Instant now, Predicate<Instant> passed) {
        Conversation conversation = conversations.get(key);
        if (conversation != null) {
            // Even when nothing is to be told any more: its due time moves on.
            pending.changed(key);
            var unused = decide(conversation, new ConversationCommand.PassTime(now, passed), null);
        }
    }

    /** MSG-15: the request of an attempt stands on its topic. What is not ours is passed over. */
    public void requested(Wanted.DispatchKey dispatch, int attempt, Instant at) {
        OwnReply reply = replies.dispatched(dispatch);
        if (reply != null) {
            replies.update(reply.with(reply.delivery().requested(attempt), null));
            pending.note(AttemptNote.dispatched(reply.key(), attempt, at));
        }
    }

    /** A care message was dispatched: its echo will not count as an answer. */
    public void careRequested(Wanted.DispatchKey dispatch) {
        if (careDispatches.add(dispatch)) {
            pending.careDispatch(dispatch);
        }
    }

    /**
     * MSG-15: a receipt came. What is not ours (a care message, a review reply) is passed over. A refused answer reopens its turn.
     *
     * @param now when the receipt is read
     */
    public void reported(
            Wanted.DispatchKey dispatch,
            int attempt,
            DeliveryOutcome outcome,
            AttemptNote.Receipt receipt,
            Instant now,
            @Nullable String trace) {
        OwnReply reply = replies.dispatched(dispatch);
        if (reply == null) {
            return;
        }
        pending.note(AttemptNote.reported(reply.key(), attempt, receipt));
        Delivery after = reply.delivery().reported(attempt, outcome, now, rules(reply));
        settle(reply, reply.with(after, receipt.externalMessageId()), trace);
    }

    /** MSG-15: the due time of a delivery has come: it is asked for again, or given up as unknown. */
    public void passTime(MessageKey key, Instant now) {
        OwnReply reply = replies.get(key);
        OwnReply after = reply.with(reply.delivery().passed(now, rules(reply)), null);
        settle(reply, after, null);
        if (after.delivery().state() == Delivery.State.ACCEPTED) {
            ask(after, now, null);
        }
    }

    /** MSG-15: asks the connectors for the present attempt of a reply whose conversation was recalled. */
    public void ask(OwnReply reply, Instant at, @Nullable String trace) {
        var conversation = Objects.requireNonNull(conversations.get(reply.key().conversation()));
        int attempt = reply.delivery().attempts();
        pending.note(AttemptNote.requested(reply.key(), attempt, at));
        facts.add(PublicFacts.requested(reply, conversation, at, clocks(conversation.key()))
                .tracedBy(trace));
    }

    /** A reply of ours as it stands now; it was recalled or taken before. */
    public OwnReply reply(MessageKey key) {
        return replies.get(key);
    }

    /** What became of the delivery of a reply: kept, told when it is its end, and felt by its turn when it was refused. */
    public void settle(OwnReply before, OwnReply after, @Nullable String trace) {
        replies.update(after);
        if (after.delivery().ended() && !before.delivery().ended()) {
            facts.add(PublicFacts.settled(after, clocks(after.key().conversation()))
                    .tracedBy(trace));
        }
        boolean refused = after.delivery().state() == Delivery.State.REFUSED
                && before.delivery().state() != Delivery.State.REFUSED;
        Conversation conversation = conversations.get(after.key().conversation());
        if (refused && conversation != null && !after.before().isEmpty()) {
            var takeBack = new ConversationCommand.TakeBack(
                    after.message(), after.before(), accompanied.contains(after.key()) || pending.isAccompanied(after));
            var unused = decide(conversation, takeBack, trace);
        }
    }

    private Delivery.Rules rules(OwnReply reply) {
        return clocks(reply.key().conversation()).delivery(reply.sentAt());
    }

    /** What has to be kept. */
    public Changes changes() {
        return pending.changes(replies, key -> kept(Objects.requireNonNull(conversations.get(key)), clocks(key)));
    }

    /** What has to be published, in the order in which it was decided. */
    public List<Fact> facts() {
        return List.copyOf(facts);
    }

    private static Changes.Kept kept(Conversation conversation, SellerClocks clocks) {
        return new Changes.Kept(conversation, conversation.nextMarkAt(clocks), AtStake.of(conversation, clocks));
    }

    private Outcome decide(Conversation conversation, ConversationCommand command, @Nullable String trace) {
        return decide(conversation, command, null, trace);
    }

    private Outcome decide(
            Conversation conversation, ConversationCommand command, @Nullable String agentId, @Nullable String trace) {
        SellerClocks seller = clocks(conversation.key());
        return switch (ConversationDecider.decide(conversation, command, seller)) {
            case Decision.Accepted accepted -> {
                Conversation now = conversation;
                for (ConversationEvent event : accepted.events()) {
                    now = now.evolve(event);
                    store(now, event, agentId);
                    PublicFacts.of(now, event, seller).forEach(fact -> facts.add(fact.tracedBy(trace)));
                }
                if (!accepted.events().isEmpty()) {
                    conversations.put(now.key(), now);
                    pending.changed(now.key());
                }
                yield Outcome.APPLIED;
            }
            case Decision.AnotherBuyer _ -> Outcome.ANOTHER_BUYER;
            case Decision.NobodyWaits _ -> Outcome.NOBODY_WAITS;
            case Decision.InOtherHands _ -> Outcome.IN_OTHER_HANDS;
        };
    }

    private void store(Conversation now, ConversationEvent event, @Nullable String agentId) {
        switch (event) {
            case ConversationEvent.BuyerMessageStored stored -> add(now, stored.message(), stored.turn(), null);
            case ConversationEvent.SellerMessageStored stored ->
                add(now, stored.message(), stored.turn(), ownReply(now.key(), stored));
            case ConversationEvent.TurnReopened _ -> pending.log(now, Changes.What.REOPENED, null, null);
            case ConversationEvent.TurnTriaged triaged ->
                pending.log(now, Changes.What.TRIAGED, triaged.triage().overriddenBy(), null);
            case ConversationEvent.Assigned assigned ->
                pending.log(now, PendingChanges.what(assigned, agentId), agentId, assigned.agentId());
            case ConversationEvent.MarkedRead _ -> pending.log(now, Changes.What.READ, agentId, null);
            case ConversationEvent.MarkedHandled _ -> pending.log(now, Changes.What.HANDLED, agentId, null);
            case ConversationEvent.TurnOpened _,
                    ConversationEvent.TurnResponded _,
                    ConversationEvent.TurnAnswered _,
                    ConversationEvent.MarkTold _,
                    ConversationEvent.TrustChanged _ -> {}
        }
    }

    private void add(Conversation now, Message message, @Nullable TurnId turn, @Nullable OwnReply reply) {
        known.add(new MessageKey(now.key(), message.messageId()));
        pending.add(new Changes.NewMessage(now.key(), message, now.version(), turn, reply));
        if (reply != null) {
            replies.remember(reply);
        }
    }

    private @Nullable OwnReply ownReply(ConversationKey key, ConversationEvent.SellerMessageStored stored) {
        Message.FromSeller message = stored.message();
        return switch (message.origin()) {
            case Message.Origin.Ours ours -> {
                Delivery delivery = ours.queued()
                        ? Delivery.queued(ours.dispatchId())
                        : Delivery.accepted(
                                ours.dispatchId(), message.sentAt(), clocks(key).delivery(message.sentAt()));
                yield new OwnReply(
                        new MessageKey(key, message.messageId()), message, stored.before(), delivery, null, null);
            }
            case Message.Origin.Elsewhere _, Message.Origin.Care _ -> null;
        };
    }

    /** Whether a dispatch that an observed message names is a care message's. */
    public boolean isCare(ConversationKey key, @Nullable String dispatchId) {
        return dispatchId != null && careDispatches.contains(new Wanted.DispatchKey(key.sellerId(), dispatchId));
    }

    private Message.Origin origin(ConversationKey key, OwnReply.Observed observed) {
        String dispatchId = observed.dispatchId();
        return dispatchId != null && isCare(key, dispatchId)
                ? new Message.Origin.Care(dispatchId)
                : new Message.Origin.Elsewhere();
    }

    private Conversation begun(ConversationKey key, Kind kind, Buyer buyer) {
        Conversation existing = conversations.get(key);
        return existing == null ? Conversation.begin(key, kind, buyer) : existing;
    }

    private SellerClocks clocks(ConversationKey key) {
        return clocks.apply(key.sellerId());
    }
}
