package dev.rapport.message.conversation.application;

import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Delivery;
import dev.rapport.message.conversation.model.Message;
import dev.rapport.message.conversation.model.OwnReply;
import dev.rapport.message.conversation.model.TurnId;
import dev.rapport.message.price.model.Miss;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction leaves behind.
 *
 * @param conversations new and changed ones, as they are now, and when something is next to be told about each
 * @param messages new ones, none twice
 * @param replies replies stored before whose delivery or echo is known better now
 * @param attempts for the log of attempts
 * @param careDispatches dispatches found to be care messages'
 * @param acts for the log of what changed beside messages
 */
public record Changes(
        Collection<Kept> conversations,
        List<NewMessage> messages,
        Collection<OwnReply> replies,
        Collection<AttemptNote> attempts,
        Collection<Wanted.DispatchKey> careDispatches,
        List<Act> acts) {

    /**
     * A conversation to be stored.
     *
     * @param nextMarkAt when something falls due about it; null when nothing does
     * @param atStake what missing it would be counted as (SCO-07)
     */
    public record Kept(Conversation conversation, @Nullable Instant nextMarkAt, Set<Miss> atStake) {}

    /**
     * MSG-17: something that made a new version without a message.
     *
     * @param version that it made
     * @param by who did it; null when nobody in particular did
     * @param to into whose hands it came; null when it did not
     */
    public record Act(
            ConversationKey conversation,
            long version,
            What what,
            @Nullable String by,
            @Nullable String to) {}

    /** In the words of the interface. */
    public enum What {
        CLAIMED,
        ASSIGNED,
        RELEASED,
        READ,
        HANDLED,
        TRIAGED,
        /** MSG-15: an answer was refused. */
        REOPENED
    }

    /**
     * A message to be stored.
     *
     * @param version of the conversation with this message in it
     * @param turn the turn it opens, belongs to, responds to or answers; null when it does none of these
     * @param reply its delivery and echo when it is ours; null for others
     */
    public record NewMessage(
            ConversationKey conversation,
            Message message,
            long version,
            @Nullable TurnId turn,
            @Nullable OwnReply reply) {

        /** The same message with what became of its delivery in the meantime. */
        public NewMessage with(OwnReply present) {
            return new NewMessage(conversation, message, version, turn, present);
        }

        /** Null when it is not ours to deliver. */
        public @Nullable Delivery delivery() {
            return reply == null ? null : reply.delivery();
        }
    }
}
