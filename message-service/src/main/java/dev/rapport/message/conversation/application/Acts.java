package dev.rapport.message.conversation.application;

import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationCommand;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.SellerClocks;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** What agents do to a conversation beside writing in it: open, claim, close, judge (MSG-03, MSG-06, MSG-17). */
public final class Acts {

    private final Conversations conversations;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Outbox outbox;

    public Acts(Conversations conversations, SellerProfiles profiles, SellerClockBook clockBook, Outbox outbox) {
        this.conversations = conversations;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.outbox = outbox;
    }

    /**
     * An act.
     *
     * @param agentId who does it
     * @param mayTake whether this agent may act on what another has in hand
     * @param command what is done, seen from the conversation as it stands; null when nothing can be done
     * @param expected whether the version that exists is the one the agent has seen
     * @param traceparent the request's; null when it has none
     */
    public record Act(
            ConversationKey conversation,
            String agentId,
            boolean mayTake,
            Function<Conversation, ConversationCommand> command,
            LongPredicate expected,
            @Nullable String traceparent) {}

    /** What came of it. */
    public sealed interface Result {

        record Done(Conversation conversation, SellerClocks clocks) implements Result {}

        record NoSuchConversation() implements Result {}

        /** The conversation is not as the agent saw it. */
        record Stale(Conversation present) implements Result {}

        /** No buyer waits, so there is nothing to close or to judge. */
        record NobodyWaits() implements Result {}

        /** Another agent has it in hand. */
        record InOtherHands(String assignee) implements Result {}
    }

    /** @param tx that holds the seller's lock shared and has not written */
    public Result act(Connection tx, Act act) throws SQLException {
        var recalled = conversations.lock(tx, act.conversation());
        if (recalled.conversations().isEmpty()) {
            return new Result.NoSuchConversation();
        }
        Conversation present = recalled.conversations().getFirst();
        if (!act.expected().test(present.version())) {
            return new Result.Stale(present);
        }
        SellerClocks clocks = clockBook.of(profiles.get(tx, act.conversation().sellerId()));
        ConversationCommand command = act.command().apply(present);
        if (inOtherHands(present, act, command) instanceof String assignee) {
            return new Result.InOtherHands(assignee);
        }
        var correspondence = new Correspondence(recalled, _ -> clocks);
        return switch (correspondence.act(act.conversation(), command, act.agentId(), act.traceparent())) {
            case NOBODY_WAITS -> new Result.NobodyWaits();
            case IN_OTHER_HANDS ->
                new Result.InOtherHands(Objects.requireNonNull(present.atHand().assignee()));
            case APPLIED, KNOWN, ANOTHER_BUYER -> {
                conversations.keep(tx, correspondence.changes());
                outbox.append(tx, correspondence.facts());
                yield new Result.Done(Objects.requireNonNull(correspondence.conversation(act.conversation())), clocks);
            }
        };
    }

    /** Closing a turn answers it, which is for who has it in hand; looking at it and judging it is for everybody. */
    private static @Nullable String inOtherHands(Conversation present, Act act, ConversationCommand command) {
        String assignee = present.atHand().assignee();
        boolean others = assignee != null && !assignee.equals(act.agentId()) && !act.mayTake();
        return others && command instanceof ConversationCommand.Handle ? assignee : null;
    }
}
