package dev.rapport.message.conversation.model;

import dev.rapport.events.By;
import dev.rapport.events.Scene;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The unit every response metric counts (rulebook, section 0). It opens waiting, may be responded to by an auto-reply first, and ends
 * answered: by a human message, or by an agent who marks the conversation handled.
 */
public sealed interface Turn {

    Opening opening();

    /** Does the buyer still wait for a human? */
    boolean open();

    /** The same turn, open once more after the message that ended this state was refused (MSG-15). */
    Turn reopened();

    /**
     * What is fixed when a turn opens. Due times are decided once, by the pack and working hours in force then.
     *
     * @param openedAt when the buyer wrote
     * @param firstResponseDueAt null where the pack has no such clock
     * @param answerDueAt by when a human owes an answer
     * @param unansweredAt from when the conversation is {@code UNANSWERED} (MSG-03)
     * @param scene of the message that opened it
     * @param reopenings how often an answer was refused since: facts told again are others than those taken back
     */
    record Opening(
            TurnId id,
            Instant openedAt,
            @Nullable Instant firstResponseDueAt,
            Instant answerDueAt,
            Instant unansweredAt,
            Scene scene,
            int reopenings) {

        Opening reopened() {
            return new Opening(id, openedAt, firstResponseDueAt, answerDueAt, unansweredAt, scene, reopenings + 1);
        }
    }

    /** Nobody has responded. */
    record Waiting(Opening opening) implements Turn {
        @Override
        public boolean open() {
            return true;
        }

        @Override
        public Waiting reopened() {
            return new Waiting(opening.reopened());
        }

        AutoResponded autoResponded(Instant at, @Nullable Instant followUpDueAt) {
            return new AutoResponded(opening, at, followUpDueAt);
        }

        Answered answered(Instant at, boolean handled) {
            return new Answered(opening, By.HUMAN, at, at, handled);
        }
    }

    /**
     * An auto-reply came first: a human is still owed.
     *
     * @param followUpDueAt by when; null where the pack has no such clock
     */
    record AutoResponded(
            Opening opening, Instant respondedAt, @Nullable Instant followUpDueAt) implements Turn {
        @Override
        public boolean open() {
            return true;
        }

        @Override
        public AutoResponded reopened() {
            return new AutoResponded(opening.reopened(), respondedAt, followUpDueAt);
        }

        Answered answered(Instant at, boolean handled) {
            return new Answered(opening, By.AUTO, respondedAt, at, handled);
        }
    }

    /**
     * A human answered.
     *
     * @param respondedBy what the first seller message was
     * @param handled closed as needing no reply
     */
    record Answered(Opening opening, By respondedBy, Instant respondedAt, Instant answeredAt, boolean handled)
            implements Turn {
        @Override
        public boolean open() {
            return false;
        }

        @Override
        public Turn reopened() {
            throw new IllegalStateException("what it was before is not known to an answered turn");
        }

        /** When the auto-reply came; null when a human was first. */
        public @Nullable Instant autoRespondedAt() {
            return respondedBy == By.AUTO ? respondedAt : null;
        }
    }
}
