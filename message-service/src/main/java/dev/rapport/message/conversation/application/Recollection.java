package dev.rapport.message.conversation.application;

import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.OwnReply;
import java.util.List;
import java.util.Set;

/**
 * What was kept of what was asked for.
 *
 * @param conversations those that exist
 * @param messages those that are stored already (MSG-02)
 * @param replies ours that an observed message may be the echo of, or that a receipt is about; none twice
 * @param careDispatches dispatches that are care messages'
 * @param accompanied own replies, of those that were asked about as refused, beside which another message has gone out since the turn opened
 */
public record Recollection(
        List<Conversation> conversations,
        Set<MessageKey> messages,
        List<OwnReply> replies,
        Set<Wanted.DispatchKey> careDispatches,
        Set<MessageKey> accompanied) {

    public Recollection {
        conversations = List.copyOf(conversations);
        messages = Set.copyOf(messages);
        replies = List.copyOf(replies);
        careDispatches = Set.copyOf(careDispatches);
        accompanied = Set.copyOf(accompanied);
    }

    /** One conversation and no more. */
    public static Recollection of(Conversation conversation) {
        return new Recollection(List.of(conversation), Set.of(), List.of(), Set.of(), Set.of());
    }

    public static Recollection empty() {
        return new Recollection(List.of(), Set.of(), List.of(), Set.of(), Set.of());
    }
}
