package dev.rapport.message.conversation.model;

import dev.rapport.events.By;
import dev.rapport.message.conversation.model.ConversationEvent.BuyerMessageStored;
import dev.rapport.message.conversation.model.ConversationEvent.MarkTold;
import dev.rapport.message.conversation.model.ConversationEvent.SellerMessageStored;
import dev.rapport.message.conversation.model.ConversationEvent.TurnAnswered;
import dev.rapport.message.conversation.model.ConversationEvent.TurnOpened;
import dev.rapport.message.conversation.model.ConversationEvent.TurnReopened;
import dev.rapport.message.conversation.model.ConversationEvent.TurnResponded;
import dev.rapport.message.conversation.model.ConversationEvent.TurnTriaged;
import dev.rapport.policy.ClockName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The turn rules of the rulebook's section 0 with MSG-02 to MSG-04, MSG-15 (refused answers), MSG-17 and MSG-20 (order notes). */
public final class ConversationDecider {

    private ConversationDecider() {}

    /**
     * Decides a command.
     *
     * @param clocks of the conversation's seller
     */
    public static Decision decide(Conversation conversation, ConversationCommand command, SellerClocks clocks) {
        return switch (command) {
            case ConversationCommand.ReceiveBuyerMessage received -> receive(conversation, received, clocks);
            case ConversationCommand.TakeSellerMessage taken -> take(conversation, taken, clocks);
            case ConversationCommand.PassTime passing -> passTime(conversation, passing, clocks);
            case ConversationCommand.TakeBack refused -> takeBack(refused);
            case ConversationCommand.MarkRead _ -> markRead(conversation);
            case ConversationCommand.Handle handled -> handle(conversation, handled.agentId(), handled.at(), clocks);
            case ConversationCommand.Claim claimed -> claim(conversation, claimed.agentId());
            case ConversationCommand.Release released -> release(conversation, released);
            case ConversationCommand.Assign assigned -> give(conversation, assigned.agentId());
            case ConversationCommand.Retriage triaged -> retriage(conversation, triaged, clocks);
        };
    }

    private static Decision receive(
            Conversation conversation, ConversationCommand.ReceiveBuyerMessage command, SellerClocks clocks) {
        if (!conversation.buyer().id().equals(command.buyer().id())) {
            return new Decision.AnotherBuyer();
        }
        Message.FromBuyer message = command.message();
        if (conversation.turn() instanceof Turn turn && turn.open()) {
            var events = new ArrayList<ConversationEvent>();
            events.add(stored(command, turn.opening().id()));
            raise(conversation, turn, command, clocks, events);
            return new Decision.Accepted(events);
        }
        // MSG-02: a late arrival is kept and rewrites nothing that was published.
        if (conversation.latest().sellerAt() instanceof Instant last
                && message.sentAt().isBefore(last)) {
            return accepted(stored(command, null));
        }
        TurnId id = TurnId.openedBy(new MessageKey(conversation.key(), message.messageId()));
        var opening = clocks.opening(id, message.sentAt(), message.scene());
        var watch = Watch.over(
                command.readAt(), command.triage(), clocks.houseDueAt(opening, command.triage(), message.sentAt()));
        var events = new ArrayList<ConversationEvent>(List.of(stored(command, id), new TurnOpened(opening, watch)));
        if (command.nothingAsked()) {
            events.add(new ConversationEvent.MarkedHandled());
            events.addAll(respond(
                    new Turn.Waiting(opening), watch, new Reply(By.HUMAN, message.sentAt(), null, null, true), clocks));
        }
        return new Decision.Accepted(events);
    }

    private static BuyerMessageStored stored(ConversationCommand.ReceiveBuyerMessage command, @Nullable TurnId turn) {
        return new BuyerMessageStored(command.message(), command.buyer(), command.orderId(), command.productId(), turn);
    }

    /** MSG-06: a later message of the same turn can make it more urgent or worth more, never less, and not against an agent. */
    private static void raise(
            Conversation conversation,
            Turn turn,
            ConversationCommand.ReceiveBuyerMessage command,
            SellerClocks clocks,
            List<ConversationEvent> events) {
        TurnTriage before = conversation.watch().triage();
        TurnTriage now = command.triage();
        if (now == null || before == null || before.overriddenBy() != null) {
            return;
        }
        boolean higher = now.urgent() && !before.urgent() || now.valuable() && !before.valuable();
        if (higher) {
            var reasons = new ArrayList<>(before.reasons());
            now.reasons().stream().filter(reason -> !reasons.contains(reason)).forEach(reasons::add);
            var raised =
                    new TurnTriage(now.urgent() || before.urgent(), now.valuable() || before.valuable(), reasons, null);
            Instant due =
                    clocks.houseDueAt(turn.opening(), raised, command.message().sentAt());
            Instant earlier = due.isBefore(conversation.watch().houseDueAt())
                    ? due
                    : conversation.watch().houseDueAt();
            events.add(new TurnTriaged(raised, earlier));
        }
    }

    private static Decision retriage(
            Conversation conversation, ConversationCommand.Retriage command, SellerClocks clocks) {
        if (!(conversation.turn() instanceof Turn turn) || !turn.open()) {
            return new Decision.NobodyWaits();
        }
        Instant before = conversation.watch().houseDueAt();
        Instant fromNow = clocks.houseDueAt(turn.opening(), command.triage(), command.at());
        Instant fromOpening = clocks.houseDueAt(
                turn.opening(), command.triage(), turn.opening().openedAt());
        // Less time counts from the decision, so that nobody is late for what was not known; more counts from the
        // opening.
        Instant due = fromNow.isBefore(before) ? fromNow : fromOpening.isAfter(before) ? fromOpening : before;
        return accepted(new TurnTriaged(command.triage(), due));
    }

    private static Decision take(
            Conversation conversation, ConversationCommand.TakeSellerMessage command, SellerClocks clocks) {
        if (!conversation.buyer().id().equals(command.buyerId())) {
            return new Decision.AnotherBuyer();
        }
        Message.FromSeller message = command.message();
        return switch (message.origin()) {
            case Message.Origin.Care _ -> accepted(new SellerMessageStored(message, null, List.of()));
            case Message.Origin.Ours _ -> new Decision.Accepted(say(conversation, command, true, clocks));
            case Message.Origin.Elsewhere _ -> new Decision.Accepted(say(conversation, command, false, clocks));
        };
    }

    private static List<ConversationEvent> say(
            Conversation conversation,
            ConversationCommand.TakeSellerMessage command,
            boolean ours,
            SellerClocks clocks) {
        Message.FromSeller message = command.message();
        Turn turn = openTurnAt(conversation, message.sentAt());
        var events = new ArrayList<ConversationEvent>();
        var before = new ArrayList<TurnBefore>();
        if (turn != null) {
            var reply = new Reply(message.by(), message.sentAt(), message.agentId(), autoReply(message), false);
            List<ConversationEvent> response = respond(turn, conversation.watch(), reply, clocks);
            if (!response.isEmpty()) {
                before.add(new TurnBefore(turn, conversation.watch()));
            }
            events.addAll(response);
            if (message.by() == By.HUMAN) {
                for (Turn owed : conversation.alsoOwed()) {
                    Watch watch = unwatched(conversation.watch(), owed);
                    before.add(new TurnBefore(owed, watch));
                    events.addAll(respond(owed, watch, reply, clocks));
                }
            }
        }
        events.addFirst(new SellerMessageStored(
                message, turn == null ? null : turn.opening().id(), ours ? before : List.of()));
        trust(conversation, command, clocks, events);
        return events;
    }

    /** MSG-13: one told late comes after what it should have come before, and says nothing of a run. */
    private static void trust(
            Conversation conversation,
            ConversationCommand.TakeSellerMessage command,
            SellerClocks clocks,
            List<ConversationEvent> events) {
        Message.FromSeller message = command.message();
        String agentId = message.agentId();
        Integer trust = message.judgement().trust();
        Instant last = conversation.latest().sellerAt();
        boolean late = last != null && message.sentAt().isBefore(last);
        if (message.by() != By.HUMAN || agentId == null || trust == null || late) {
            return;
        }
        LowTrust before = conversation.atHand().lowTrust();
        var rules = clocks.rules(message.sentAt()).trust();
        LowTrust after = before.after(agentId, trust, message.messageId(), message.sentAt(), rules);
        if (!after.equals(before)) {
            boolean notice = !message.sentAt().isBefore(command.readAt().minus(clocks.noticeFor(message.sentAt())));
            events.add(new ConversationEvent.TrustChanged(before, after, message.sentAt(), notice));
        }
    }

    /** The watch over a turn that is only owed along with another: what falls due of it is told when it is answered. */
    private static Watch unwatched(Watch present, Turn owed) {
        return Watch.over(present.readAt(), null, owed.opening().answerDueAt());
    }

    /** MSG-02: a seller message older than the open turn does not answer it; one of the same instant does. */
    private static @Nullable Turn openTurnAt(Conversation conversation, Instant sentAt) {
        Turn turn = conversation.turn();
        return turn != null && turn.open() && !sentAt.isBefore(turn.opening().openedAt()) ? turn : null;
    }

    private static Watch.@Nullable AutoReply autoReply(Message.FromSeller message) {
        return message.by() == By.AUTO
                ? new Watch.AutoReply(
                        message.messageId(), !message.judgement().flags().isEmpty())
                : null;
    }

    /** A seller's word on a turn, or its being handled without one. */
    private record Reply(
            By by, Instant at, @Nullable String agentId, Watch.@Nullable AutoReply auto, boolean handled) {}

    private static List<ConversationEvent> respond(Turn turn, Watch watch, Reply reply, SellerClocks clocks) {
        boolean human = reply.by == By.HUMAN;
        var events = new ArrayList<ConversationEvent>();
        switch (turn) {
            case Turn.Waiting waiting -> {
                tellMissed(turn, watch, reply, clocks, events);
                events.add(response(waiting.opening(), reply, clocks));
                if (human) {
                    events.add(answer(waiting.opening(), reply, null));
                }
            }
            case Turn.AutoResponded owing -> {
                if (human) {
                    tellMissed(turn, watch, reply, clocks, events);
                    events.add(answer(owing.opening(), reply, owing.respondedAt()));
                }
            }
            case Turn.Answered _ -> {}
        }
        return events;
    }

    /** MSG-04: a clock that was met too late was breached, whether or not it was looked at in between. */
    private static void tellMissed(
            Turn turn, Watch watch, Reply reply, SellerClocks clocks, List<ConversationEvent> events) {
        for (TurnMark mark : TurnMark.missed(turn, watch, clocks, reply.at)) {
            boolean metNow = reply.by == By.HUMAN || mark.clock() == ClockName.FIRST_RESPONSE;
            if (metNow) {
                events.add(told(turn, watch, mark, false));
            }
        }
    }

    private static MarkTold told(Turn turn, Watch watch, TurnMark mark, boolean notice) {
        var auto = watch.auto();
        ConversationEvent.Unattended unattended =
                mark.kind() == TurnMark.Kind.UNATTENDED && auto != null && turn instanceof Turn.AutoResponded owing
                        ? new ConversationEvent.Unattended(auto.messageId(), owing.respondedAt(), !auto.flagged())
                        : null;
        return new MarkTold(turn.opening(), mark, notice, unattended);
    }

    private static TurnResponded response(Turn.Opening opening, Reply reply, SellerClocks clocks) {
        return new TurnResponded(
                opening,
                reply.by,
                reply.at,
                clocks.businessSeconds(opening.openedAt(), reply.at),
                reply.by == By.AUTO ? clocks.followUpDueAt(reply.at) : null,
                reply.auto);
    }

    private static TurnAnswered answer(Turn.Opening opening, Reply reply, @Nullable Instant autoRespondedAt) {
        return new TurnAnswered(opening, reply.at, autoRespondedAt, reply.agentId, reply.handled);
    }

    private static Decision passTime(
            Conversation conversation, ConversationCommand.PassTime command, SellerClocks clocks) {
        if (!(conversation.turn() instanceof Turn turn) || !turn.open()) {
            return accepted();
        }
        Watch watch = conversation.watch();
        var events = new ArrayList<ConversationEvent>();
        for (TurnMark mark : TurnMark.passed(turn, watch, clocks, command.passed())) {
            // What has run out by now needs no warning any more.
            boolean inTime =
                    mark.kind() != TurnMark.Kind.WARNING || command.now().isBefore(mark.dueAt());
            boolean notice = inTime
                    && watch.disturbs(
                            mark.dueAt(), clocks.noticeFor(turn.opening().openedAt()));
            events.add(told(turn, watch, mark, notice));
        }
        return new Decision.Accepted(events);
    }

    private static Decision takeBack(ConversationCommand.TakeBack command) {
        if (command.othersSince()) {
            return accepted();
        }
        var events = new ArrayList<ConversationEvent>();
        // The buyer has waited longest since the first of them: it ends as the present turn.
        for (TurnBefore before : command.before().reversed()) {
            boolean responded = before.turn() instanceof Turn.Waiting;
            Instant at = command.message().sentAt();
            events.add(new TurnReopened(
                    before.turn().reopened(),
                    before.watch(),
                    responded ? at : null,
                    command.message().by() == By.HUMAN ? at : null,
                    command.message().by()));
        }
        return new Decision.Accepted(events);
    }

    private static Decision markRead(Conversation conversation) {
        return conversation.waiting() && !conversation.atHand().read()
                ? accepted(new ConversationEvent.MarkedRead())
                : accepted();
    }

    private static Decision handle(
            Conversation conversation, @Nullable String agentId, Instant when, SellerClocks clocks) {
        if (!(conversation.turn() instanceof Turn turn) || !turn.open()) {
            return new Decision.NobodyWaits();
        }
        // A buyer whose clock is ahead of ours is not answered before having asked.
        Instant opened = turn.opening().openedAt();
        Instant at = when.isBefore(opened) ? opened : when;
        var reply = new Reply(By.HUMAN, at, agentId, null, true);
        var events = new ArrayList<ConversationEvent>();
        events.add(new ConversationEvent.MarkedHandled());
        events.addAll(respond(turn, conversation.watch(), reply, clocks));
        for (Turn owed : conversation.alsoOwed()) {
            events.addAll(respond(owed, unwatched(conversation.watch(), owed), reply, clocks));
        }
        return new Decision.Accepted(events);
    }

    private static Decision claim(Conversation conversation, String agentId) {
        String assignee = conversation.atHand().assignee();
        if (assignee != null && !assignee.equals(agentId)) {
            return new Decision.InOtherHands(assignee);
        }
        return give(conversation, agentId);
    }

    private static Decision release(Conversation conversation, ConversationCommand.Release command) {
        String assignee = conversation.atHand().assignee();
        if (assignee == null) {
            return accepted();
        }
        return assignee.equals(command.agentId()) || command.mayTake()
                ? accepted(new ConversationEvent.Assigned(null))
                : new Decision.InOtherHands(assignee);
    }

    private static Decision give(Conversation conversation, String agentId) {
        return agentId.equals(conversation.atHand().assignee())
                ? accepted()
                : accepted(new ConversationEvent.Assigned(agentId));
    }

    private static Decision accepted(ConversationEvent... events) {
        return new Decision.Accepted(List.of(events));
    }
}
