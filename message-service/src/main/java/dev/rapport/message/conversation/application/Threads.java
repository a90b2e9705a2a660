package dev.rapport.message.conversation.application;

import dev.rapport.message.conversation.model.ConversationKey;
import org.jspecify.annotations.Nullable;

/** Single conversations with their messages, as the caller of the present request may see them. */
public interface Threads {

    /** Messages of one answer at most; a thread is read from its end. */
    int MOST_MESSAGES = 500;

    /** The thread; null when there is none of this key for the caller. */
    @Nullable
    MessageThread read(ConversationKey key);

    /**
     * Messages from the end of a thread, or older ones.
     *
     * @param before all of them are older than the message that stands here; null for the newest
     * @param most how many
     * @return null when there is no conversation of this key for the caller
     */
    MessageThread.@Nullable Older older(ConversationKey key, MessageThread.@Nullable Position before, int most);
}
