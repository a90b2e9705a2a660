package dev.rapport.message.conversation.model;

import java.util.List;

/** What comes of a command. */
public sealed interface Decision {

    /** It holds; no events when there was nothing left to do. */
    record Accepted(List<ConversationEvent> events) implements Decision {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /** The conversation is another buyer's: an id was given twice, and the message would be shown to the wrong person. */
    record AnotherBuyer() implements Decision {}

    /** Nobody waits, so there is nothing to mark as handled or to triage. */
    record NobodyWaits() implements Decision {}

    /**
     * MSG-17: another agent has it in hand.
     *
     * @param assignee who
     */
    record InOtherHands(String assignee) implements Decision {}
}
