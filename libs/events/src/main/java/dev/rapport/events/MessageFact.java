package dev.rapport.events;

import static dev.rapport.events.TextForm.ID;
import static dev.rapport.events.TextForm.LABEL;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Facts about turns and messages on {@code rapport.messages}, written by message-service or by a feeder that has its own
 * inbox. Each carries all that counting it needs, so no reader has to remember an earlier one.
 */
public sealed interface MessageFact extends RapportEvent {

    /** MSG-04: a buyer waits since {@code openedAt}; without {@code firstResponseDueAt} no such clock runs. */
    record TurnOpened(
            @Text(ID) String sellerId,
            @Text(ID) String conversationId,
            @Text(ID) String turnId,
            Kind kind,
            @Text(ID) String buyerId,
            @Text(LABEL) @Nullable String country,
            @Text(LABEL) @Nullable String language,
            Scene scene,
            Instant openedAt,
            @Nullable Instant firstResponseDueAt)
            implements MessageFact {
        public TurnOpened {
            RecordShape.check(
                    TurnOpened.class,
                    sellerId,
                    conversationId,
                    turnId,
                    kind,
                    buyerId,
                    country,
                    language,
                    scene,
                    openedAt,
                    firstResponseDueAt);
        }
    }

    /** The first seller message of a turn, written once; {@code businessSeconds} is the wait in working time. */
    record TurnResponded(
            @Text(ID) String sellerId,
            @Text(ID) String conversationId,
            @Text(ID) String turnId,
            Kind kind,
            Instant openedAt,
            Instant respondedAt,
            By by,
            @Range(min = 0) long businessSeconds,
            @Nullable Instant firstResponseDueAt)
            implements MessageFact {
        public TurnResponded {
            RecordShape.check(
                    TurnResponded.class,
                    sellerId,
                    conversationId,
                    turnId,
                    kind,
                    openedAt,
                    respondedAt,
                    by,
                    businessSeconds,
                    firstResponseDueAt);
        }
    }

    /** The first human answer of a turn, written once; {@code handled} when it was closed without a reply. */
    record TurnAnswered(
            @Text(ID) String sellerId,
            @Text(ID) String conversationId,
            @Text(ID) String turnId,
            Kind kind,
            Instant openedAt,
            Instant answeredAt,
            @Nullable Instant autoRespondedAt,
            @Text(ID) @Nullable String agentId,
            boolean handled)
            implements MessageFact {
        public TurnAnswered {
            RecordShape.check(
                    TurnAnswered.class,
                    sellerId,
                    conversationId,
                    turnId,
                    kind,
                    openedAt,
                    answeredAt,
                    autoRespondedAt,
                    agentId,
                    handled);
        }
    }

    /** MSG-15: a refused answer reopens its turn; the optional fields say what is taken back. */
    record TurnReopened(
            @Text(ID) String sellerId,
            @Text(ID) String conversationId,
            @Text(ID) String turnId,
            Kind kind,
            Instant openedAt,
            @Nullable Instant respondedAt,
            @Nullable Instant answeredAt,
            @Nullable Instant autoRespondedAt,
            @Nullable By by,
            @Nullable Instant firstResponseDueAt)
            implements MessageFact {
        public TurnReopened {
            RecordShape.check(
                    TurnReopened.class,
                    sellerId,
                    conversationId,
                    turnId,
                    kind,
                    openedAt,
                    respondedAt,
                    answeredAt,
                    autoRespondedAt,
                    by,
                    firstResponseDueAt);
        }
    }

    /** MSG-04: a clock of a turn ran out; {@code clock} is its name in the pack. */
    record TurnOverdue(
            @Text(ID) String sellerId,
            @Text(ID) String conversationId,
            @Text(ID) String turnId,
            @Text(LABEL) String clock,
            Instant openedAt,
            Instant dueAt)
            implements MessageFact {
        public TurnOverdue {
            RecordShape.check(TurnOverdue.class, sellerId, conversationId, turnId, clock, openedAt, dueAt);
        }
    }

    /** A seller message, sent through us or elsewhere; {@code trust} 0 to 100 (MSG-13). */
    record MessageSent(
            @Text(ID) String sellerId,
            @Text(ID) String conversationId,
            @Text(ID) String messageId,
            By by,
            @Text(ID) @Nullable String agentId,
            Instant sentAt,
            @Range(min = 0, max = 100) @Nullable Integer trust)
            implements MessageFact {
        public MessageSent {
            RecordShape.check(MessageSent.class, sellerId, conversationId, messageId, by, agentId, sentAt, trust);
        }
    }

    /** MSG-12: new low-quality flags of a message; {@code first} when it had none before. */
    record MessageFlagged(
            @Text(ID) String sellerId,
            @Text(ID) String conversationId,
            @Text(ID) String messageId,
            Instant sentAt,
            List<QualityFlag> flags,
            boolean first)
            implements MessageFact {
        public MessageFlagged {
            RecordShape.check(MessageFlagged.class, sellerId, conversationId, messageId, sentAt, flags, first);
            flags = List.copyOf(flags);
        }
    }

    /** MSG-11: a violation; a strike where {@code strike}. Review and care services write it to their own topics. */
    record PolicyViolated(
            @Text(ID) String sellerId,
            @Text(ID) @Nullable String conversationId,
            @Text(ID) @Nullable String messageId,
            List<@Text(LABEL) String> rules,
            @Text(ID) @Nullable String agentId,
            Instant violatedAt,
            boolean strike)
            implements MessageFact {
        public PolicyViolated {
            RecordShape.check(
                    PolicyViolated.class, sellerId, conversationId, messageId, rules, agentId, violatedAt, strike);
            rules = List.copyOf(rules);
        }
    }

    /** MSG-11: the strike of {@code violatedAt} is taken back. */
    record ViolationCleared(@Text(ID) String sellerId, Instant violatedAt) implements MessageFact {
        public ViolationCleared {
            RecordShape.check(ViolationCleared.class, sellerId, violatedAt);
        }
    }

    /** MSG-15: how a dispatch ended after {@code attempts} attempts (0: settled outside). */
    record DeliverySettled(
            @Text(ID) String sellerId,
            @Text(ID) String dispatchId,
            @Text(ID) String messageId,
            Instant sentAt,
            DeliveryOutcome outcome,
            @Range(min = 0) int attempts)
            implements MessageFact {
        public DeliverySettled {
            RecordShape.check(DeliverySettled.class, sellerId, dispatchId, messageId, sentAt, outcome, attempts);
        }
    }

    /** MSG-14: a conversation reached a step of FAST. */
    record ConversationEscalated(
            @Text(ID) String sellerId,
            @Text(ID) String conversationId,
            @Text(LABEL) String step,
            Instant at) implements MessageFact {
        public ConversationEscalated {
            RecordShape.check(ConversationEscalated.class, sellerId, conversationId, step, at);
        }
    }

    /** MSG-16: a date or deed promised to a buyer. */
    record PromiseMade(
            @Text(ID) String sellerId,
            @Text(ID) String promiseId,
            @Text(ID) String conversationId,
            @Text(ID) @Nullable String orderId,
            String what,
            Instant dueAt)
            implements MessageFact {
        public PromiseMade {
            RecordShape.check(PromiseMade.class, sellerId, promiseId, conversationId, orderId, what, dueAt);
        }
    }

    /** MSG-16: a promise whose time passed unkept. */
    record PromiseBroken(
            @Text(ID) String sellerId,
            @Text(ID) String promiseId,
            @Text(ID) String conversationId,
            @Text(ID) @Nullable String orderId,
            String what,
            Instant dueAt)
            implements MessageFact {
        public PromiseBroken {
            RecordShape.check(PromiseBroken.class, sellerId, promiseId, conversationId, orderId, what, dueAt);
        }
    }

    /** MSG-11: three strikes freeze sending. */
    record SendingFrozen(@Text(ID) String sellerId, Instant from, Instant until) implements MessageFact {
        public SendingFrozen {
            RecordShape.check(SendingFrozen.class, sellerId, from, until);
        }
    }

    /** MSG-11: sending is free again. */
    record SendingThawed(@Text(ID) String sellerId, Instant at) implements MessageFact {
        public SendingThawed {
            RecordShape.check(SendingThawed.class, sellerId, at);
        }
    }

    /** MSG-18: a buyer's texts and names are to be blanked everywhere. */
    record BuyerErased(@Text(ID) String sellerId, @Text(ID) String buyerId, Instant erasedAt) implements MessageFact {
        public BuyerErased {
            RecordShape.check(BuyerErased.class, sellerId, buyerId, erasedAt);
        }
    }
}
