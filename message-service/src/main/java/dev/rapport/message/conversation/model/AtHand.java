package dev.rapport.message.conversation.model;

import org.jspecify.annotations.Nullable;

/**
 * Who has a conversation in hand (MSG-17).
 *
 * @param read whether an agent has opened it during the present turn (MSG-03)
 * @param assignee the one agent who may reply; null for any
 */
public record AtHand(boolean read, @Nullable String assignee) {

    public static final AtHand NOBODY = new AtHand(false, null);

    AtHand unread() {
        return new AtHand(false, assignee);
    }

    AtHand opened() {
        return new AtHand(true, assignee);
    }

    AtHand given(@Nullable String agentId) {
        return new AtHand(read, agentId);
    }
}
