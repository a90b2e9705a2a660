package dev.rapport.message.conversation.model;

/** MSG-03: how a conversation stands. */
public enum Status {
    /** The buyer waits and nobody has looked. */
    UNREAD,
    /** An agent has opened it, or an auto-reply went out and a human is owed. */
    PENDING,
    /** Nothing is owed: a human replied, or the buyer has not written yet. */
    REPLIED,
    /** An agent closed it as needing no reply. */
    HANDLED,
    /** The answer clock ran out with no human answer. Never stored: it follows from the hour. */
    UNANSWERED
}
