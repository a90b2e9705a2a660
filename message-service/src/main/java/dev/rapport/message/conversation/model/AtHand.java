package dev.rapport.message.conversation.model;

import org.jspecify.annotations.Nullable;

/**
 * Who has a conversation in hand, and how.
 *
 * @param read whether an agent has opened it during the present turn (MSG-03)
 * @param assignee the one agent who may reply; null for any
 * @param lowTrust whether a supervisor has to look at how it is answered (MSG-13)
 */
public record AtHand(boolean read, @Nullable String assignee, LowTrust lowTrust) {

    public static final AtHand NOBODY = new AtHand(false, null, LowTrust.NONE);

    AtHand unread() {
        return new AtHand(false, assignee, lowTrust);
    }

    AtHand opened() {
        return new AtHand(true, assignee, lowTrust);
    }

    AtHand given(@Nullable String agentId) {
        return new AtHand(read, agentId, lowTrust);
    }

    AtHand trusted(LowTrust now) {
        return new AtHand(read, assignee, now);
    }
}
