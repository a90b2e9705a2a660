package dev.rapport.message.reply.application;

import dev.rapport.events.By;
import dev.rapport.events.DispatchKind;
import dev.rapport.events.MessageFact.PolicyViolated;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.Correspondence;
import dev.rapport.message.conversation.application.PublicFacts;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationCommand.TakeSellerMessage;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Message;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.conversation.model.Turn;
import dev.rapport.policy.Pack;
import dev.rapport.text.PlainText;
import dev.rapport.text.TextFault;
import dev.rapport.text.screening.Finding;
import dev.rapport.text.screening.Purpose;
import dev.rapport.text.screening.Screenings;
import dev.rapport.text.screening.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** An agent's reply: accepted means stored, answered, told and asked to be delivered, all in one transaction (MSG-15). */
public final class SendReply {

    /** Where a buyer reads replies: in the conversation itself. */
    private static final String CHANNEL = "IN_SITE";

    private final Conversations conversations;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Screenings screenings;
    private final Outbox outbox;

    public SendReply(
            Conversations conversations,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Screenings screenings,
            Outbox outbox) {
        this.conversations = conversations;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.screenings = screenings;
        this.outbox = outbox;
    }

    /**
     * What an agent wants to send.
     *
     * @param messageId new
     * @param dispatchId new; the same for every attempt to deliver it
     * @param at now, as fine as the database keeps it
     * @param expected whether the version of the conversation that exists is the one the agent has seen
     * @param traceparent the request's; null when it has none
     */
    public record Reply(
            ConversationKey conversation,
            String agentId,
            String text,
            String messageId,
            String dispatchId,
            Instant at,
            LongPredicate expected,
            @Nullable String traceparent) {}

    /** What came of it. */
    public sealed interface Result {

        /** Accepted. */
        record Accepted(Message.FromSeller message, long version) implements Result {}

        record NoSuchConversation() implements Result {}

        /** The conversation is not as the agent saw it. */
        record Stale(long version) implements Result {}

        /**
         * The text may not be sent.
         *
         * @param longest how many characters it may have
         */
        record Refused(List<TextFault> faults, int longest) implements Result {}

        /** MSG-11: the text has what must not leave. To be told by {@link SendReply#tellOfAttempt}. */
        record Blocked(Verdict verdict) implements Result {}
    }

    /**
     * Sends a reply. The conversation's row is locked first, so of two agents at once one comes second and sees what the other did.
     *
     * @param tx that holds the seller's lock shared and has not written
     */
    public Result send(Connection tx, Reply reply) throws SQLException {
        var recalled = conversations.lock(tx, reply.conversation());
        if (recalled.conversations().isEmpty()) {
            return new Result.NoSuchConversation();
        }
        Conversation conversation = recalled.conversations().getFirst();
        if (!reply.expected().test(conversation.version())) {
            return new Result.Stale(conversation.version());
        }
        SellerClocks clocks = clockBook.of(profiles.get(tx, reply.conversation().sellerId()));
        var bounds = clocks.messages(reply.at());
        List<TextFault> faults = PlainText.faults(reply.text(), bounds.maxLength(), bounds.html());
        if (!faults.isEmpty()) {
            return new Result.Refused(faults, bounds.maxLength());
        }
        Verdict verdict = screenings.of(clocks.rules(reply.at())).screen(reply.text(), Purpose.REPLY);
        if (verdict.blocked()) {
            return new Result.Blocked(verdict);
        }
        var message = message(reply, conversation);
        var correspondence = new Correspondence(recalled, _ -> clocks);
        var outcome = correspondence.act(
                reply.conversation(),
                new TakeSellerMessage(message, conversation.buyer().id()),
                reply.traceparent());
        if (outcome != Correspondence.Outcome.APPLIED) {
            throw new IllegalStateException("a reply to its own buyer is always taken, not " + outcome);
        }
        conversations.keep(tx, correspondence.changes());
        var facts = new ArrayList<>(correspondence.facts());
        var request = request(reply, conversation, clocks);
        facts.add(PublicFacts.requested(request, message.sentAt(), clocks).tracedBy(reply.traceparent()));
        outbox.append(tx, facts);
        return new Result.Accepted(
                message,
                Objects.requireNonNull(correspondence.conversation(reply.conversation()))
                        .version());
    }

    /**
     * MSG-11: logs an attempt that screening refused, as a fact. A strike only where the pack counts attempts.
     *
     * @param tx another than the one that was refused, which is taken back
     * @return what is told
     */
    public PolicyViolated tellOfAttempt(Connection tx, Reply reply, Verdict verdict) throws SQLException {
        SellerClocks clocks = clockBook.of(profiles.get(tx, reply.conversation().sellerId()));
        Pack pack = clocks.rules(reply.at());
        List<String> rules = verdict.findings().stream()
                .filter(finding -> finding.severity() == Verdict.Decision.BLOCK)
                .map(Finding::rule)
                .distinct()
                .toList();
        var violated = new PolicyViolated(
                reply.conversation().sellerId(),
                reply.conversation().conversationId(),
                reply.messageId(),
                rules,
                reply.agentId(),
                reply.at(),
                pack.strikes().attemptsStrike());
        outbox.append(
                tx,
                List.of(Fact.of(violated, reply.at(), pack.label(), reply.messageId())
                        .tracedBy(reply.traceparent())));
        return violated;
    }

    private static Message.FromSeller message(Reply reply, Conversation conversation) {
        // Who has read a message answers it, even if the buyer's clock is ahead of ours.
        Instant sentAt = conversation.turn() instanceof Turn turn
                        && turn.open()
                        && reply.at().isBefore(turn.opening().openedAt())
                ? turn.opening().openedAt()
                : reply.at();
        return new Message.FromSeller(
                reply.messageId(),
                reply.text(),
                sentAt,
                By.HUMAN,
                reply.agentId(),
                new Message.Origin.Ours(reply.dispatchId()));
    }

    private static DispatchRequested request(Reply reply, Conversation conversation, SellerClocks clocks) {
        return new DispatchRequested(
                reply.conversation().sellerId(),
                reply.dispatchId(),
                1,
                DispatchKind.MESSAGE,
                CHANNEL,
                clocks.profile().marketplace(),
                reply.conversation().conversationId(),
                null,
                conversation.orderId(),
                conversation.buyer().id(),
                reply.text(),
                null);
    }
}
