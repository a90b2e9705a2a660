package dev.rapport.message.conversation.model;

import dev.rapport.events.By;
import dev.rapport.message.conversation.model.ConversationEvent.BuyerMessageStored;
import dev.rapport.message.conversation.model.ConversationEvent.SellerMessageStored;
import dev.rapport.message.conversation.model.ConversationEvent.TurnAnswered;
import dev.rapport.message.conversation.model.ConversationEvent.TurnOpened;
import dev.rapport.message.conversation.model.ConversationEvent.TurnResponded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The turn rules of the rulebook's section 0 with MSG-02 and MSG-03. */
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
            case ConversationCommand.MarkRead _ -> markRead(conversation);
            case ConversationCommand.Handle handled -> handle(conversation, handled, clocks);
        };
    }

    private static Decision receive(
            Conversation conversation, ConversationCommand.ReceiveBuyerMessage command, SellerClocks clocks) {
        if (!conversation.buyer().id().equals(command.buyer().id())) {
            return new Decision.AnotherBuyer();
        }
        Message.FromBuyer message = command.message();
        if (conversation.turn() instanceof Turn turn && turn.open()) {
            return accepted(stored(command, turn.opening().id()));
        }
        // MSG-02: a late arrival is kept and rewrites nothing that was published.
        if (conversation.lastSellerAt() instanceof Instant last
                && message.sentAt().isBefore(last)) {
            return accepted(stored(command, null));
        }
        TurnId id = TurnId.openedBy(new MessageKey(conversation.key(), message.messageId()));
        var opening = clocks.opening(id, message.sentAt(), message.scene());
        return accepted(stored(command, id), new TurnOpened(opening));
    }

    private static BuyerMessageStored stored(ConversationCommand.ReceiveBuyerMessage command, @Nullable TurnId turn) {
        return new BuyerMessageStored(command.message(), command.buyer(), command.orderId(), command.productId(), turn);
    }

    private static Decision take(
            Conversation conversation, ConversationCommand.TakeSellerMessage command, SellerClocks clocks) {
        if (!conversation.buyer().id().equals(command.buyerId())) {
            return new Decision.AnotherBuyer();
        }
        Message.FromSeller message = command.message();
        return switch (message.origin()) {
            case Message.Origin.Care _ -> accepted(new SellerMessageStored(message, null));
            case Message.Origin.Ours _, Message.Origin.Elsewhere _ -> {
                var events = new ArrayList<ConversationEvent>();
                Turn turn = openTurnAt(conversation, message.sentAt());
                events.add(new SellerMessageStored(
                        message, turn == null ? null : turn.opening().id()));
                if (turn != null) {
                    events.addAll(respond(turn, message.by(), message.sentAt(), message.agentId(), false, clocks));
                }
                yield new Decision.Accepted(events);
            }
        };
    }

    /** MSG-02: a seller message older than the open turn does not answer it; one of the same instant does. */
    private static @Nullable Turn openTurnAt(Conversation conversation, Instant sentAt) {
        Turn turn = conversation.turn();
        return turn != null && turn.open() && !sentAt.isBefore(turn.opening().openedAt()) ? turn : null;
    }

    private static List<ConversationEvent> respond(
            Turn turn, By by, Instant at, @Nullable String agentId, boolean handled, SellerClocks clocks) {
        return switch (turn) {
            case Turn.Waiting waiting -> {
                var response = response(waiting.opening(), by, at, clocks);
                yield switch (by) {
                    case AUTO -> List.of(response);
                    case HUMAN -> List.of(response, new TurnAnswered(waiting.opening(), at, null, agentId, handled));
                };
            }
            case Turn.AutoResponded owing ->
                switch (by) {
                    case AUTO -> List.of();
                    case HUMAN -> List.of(new TurnAnswered(owing.opening(), at, owing.respondedAt(), agentId, handled));
                };
            case Turn.Answered _ -> List.of();
        };
    }

    private static TurnResponded response(Turn.Opening opening, By by, Instant at, SellerClocks clocks) {
        return new TurnResponded(
                opening,
                by,
                at,
                clocks.businessSeconds(opening.openedAt(), at),
                by == By.AUTO ? clocks.followUpDueAt(at) : null);
    }

    private static Decision markRead(Conversation conversation) {
        return conversation.waiting() && !conversation.read()
                ? accepted(new ConversationEvent.MarkedRead())
                : accepted();
    }

    private static Decision handle(Conversation conversation, ConversationCommand.Handle command, SellerClocks clocks) {
        if (!(conversation.turn() instanceof Turn turn) || !turn.open()) {
            return new Decision.NobodyWaits();
        }
        // A buyer whose clock is ahead of ours is not answered before having asked.
        Instant opened = turn.opening().openedAt();
        Instant at = command.at().isBefore(opened) ? opened : command.at();
        var events = new ArrayList<ConversationEvent>();
        events.add(new ConversationEvent.MarkedHandled());
        events.addAll(respond(turn, By.HUMAN, at, command.agentId(), true, clocks));
        return new Decision.Accepted(events);
    }

    private static Decision accepted(ConversationEvent... events) {
        return new Decision.Accepted(List.of(events));
    }
}
