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
 */
public record Recollection(
        List<Conversation> conversations,
        Set<MessageKey> messages,
        List<OwnReply> replies,
        Set<Wanted.DispatchKey> careDispatches) {

    public Recollection {
        conversations = List.copyOf(conversations);
        messages = Set.copyOf(messages);
        replies = List.copyOf(replies);
        careDispatches = Set.copyOf(careDispatches);
    }

    public static Recollection empty() {
        return new Recollection(List.of(), Set.of(), List.of(), Set.of());
    }
}
