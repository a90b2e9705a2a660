package dev.rapport.message.reply.application;

import dev.rapport.events.By;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.channel.application.Channels;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.Correspondence;
import dev.rapport.message.conversation.application.PersonalDataBook;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.application.WinBacks;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationCommand.TakeSellerMessage;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Judgement;
import dev.rapport.message.conversation.model.Message;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.conversation.model.Turn;
import dev.rapport.message.promise.application.PromiseBook;
import dev.rapport.message.quality.model.Outgoing;
import dev.rapport.message.strike.application.StrikeBook;
import dev.rapport.message.strike.application.Violations;
import dev.rapport.message.strike.model.Violation;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * An agent's reply: accepted means stored, answered, told and asked to be delivered, all in one transaction (MSG-15). What must not leave
 * is refused and logged (MSG-10, MSG-11).
 */
public final class SendReply {

    private final Conversations conversations;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Screenings screenings;
    private final Violations violations;
    private final StrikeBook strikes;
    private final ReplyReading reading;
    private final WinBacks winBacks;
    private final PersonalDataBook personalData;
    private final PromiseBook promises;
    private final Channels channels;
    private final Outbox outbox;

    public SendReply(
            Conversations conversations,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Screenings screenings,
            Violations violations,
            StrikeBook strikes,
            ReplyReading reading,
            WinBacks winBacks,
            PersonalDataBook personalData,
            PromiseBook promises,
            Channels channels,
            Outbox outbox) {
        this.conversations = conversations;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.screenings = screenings;
        this.violations = violations;
        this.strikes = strikes;
        this.reading = reading;
        this.winBacks = winBacks;
        this.personalData = personalData;
        this.promises = promises;
        this.channels = channels;
        this.outbox = outbox;
    }

    /**
     * What an agent wants to send.
     *
     * @param mayTake whether the agent may answer in another's place (MSG-17)
     * @param messageId new
     * @param dispatchId new; the same for every attempt to deliver it
     * @param at now, as fine as the database keeps it
     * @param expected whether the version of the conversation that exists is the one the agent has seen
     * @param wish what is promised with it (MSG-16), beside what its words promise; null for nothing
     * @param traceparent the request's; null when it has none
     */
    public record Reply(
            ConversationKey conversation,
            String agentId,
            boolean mayTake,
            String text,
            String messageId,
            String dispatchId,
            Instant at,
            LongPredicate expected,
            PromiseBook.@Nullable Wish wish,
            @Nullable String traceparent) {}

    /** What came of it. */
    public sealed interface Result {

        /**
         * Accepted.
         *
         * @param waits whether it is not asked for yet, for its channel is degraded
         * @param warnings what the text should rather not say
         */
        record Accepted(Message.FromSeller message, boolean waits, long version, List<Finding> warnings)
                implements Result {}

        record NoSuchConversation() implements Result {}

        /** The conversation is not as the agent saw it; {@code present} is how it stands now. */
        record Stale(Conversation present) implements Result {}

        /** MSG-17: another agent has it in hand. */
        record InOtherHands(String assignee) implements Result {}

        /**
         * The text may not be sent at all.
         *
         * @param longest how many characters it may have
         */
        record Refused(List<TextFault> faults, int longest) implements Result {}

        /**
         * MSG-10: the text says what must not leave. The attempt is logged: the transaction is to be committed.
         *
         * @param unspent strikes that count now
         * @param freezeAt so many freeze sending
         * @param frozenUntil when this attempt froze sending; null when it did not
         */
        record Blocked(
                Verdict verdict,
                int unspent,
                int freezeAt,
                @Nullable Instant frozenUntil) implements Result {}

        /** MSG-18: there is nobody any more who could read it. */
        record BuyerErased() implements Result {}

        /** MSG-11: nothing is sent before then. */
        record Frozen(Instant until) implements Result {}
    }

    /**
     * Sends a reply. The conversation's row is locked first, so of two agents at once one comes second and sees what the other did.
     *
     * @param tx that holds the seller's lock shared and has not written
     */
    public Result send(Connection tx, Reply reply) throws SQLException {
        String seller = reply.conversation().sellerId();
        SellerClocks clocks = clockBook.of(profiles.get(tx, seller));
        var rules = clocks.rules(reply.at());
        List<TextFault> faults = PlainText.faults(
                reply.text(), rules.messages().maxLength(), rules.messages().html());
        Verdict verdict = faults.isEmpty()
                ? screenings.of(rules).screen(reply.text(), Purpose.REPLY)
                : new Verdict(Verdict.Decision.ALLOW, List.of());
        // The ledger before the conversation, by everybody: two agents at once cannot pass the third strike between
        // them.
        if (verdict.blocked()) {
            violations.holdToWrite(tx, seller);
        } else {
            violations.hold(tx, seller);
        }
        Instant frozenUntil = violations.frozenUntil(tx, seller, reply.at());
        if (frozenUntil != null) {
            return knows(tx, reply) ? new Result.Frozen(frozenUntil) : new Result.NoSuchConversation();
        }
        if (verdict.blocked()) {
            return knows(tx, reply) ? logged(tx, reply, verdict, clocks) : new Result.NoSuchConversation();
        }
        var recalled = conversations.lock(tx, reply.conversation());
        if (recalled.conversations().isEmpty()) {
            return new Result.NoSuchConversation();
        }
        Conversation conversation = recalled.conversations().getFirst();
        if (personalData.silenced(tx, reply.conversation())) {
            return new Result.BuyerErased();
        }
        if (!faults.isEmpty()) {
            return new Result.Refused(faults, rules.messages().maxLength());
        }
        if (!reply.expected().test(conversation.version())) {
            return new Result.Stale(conversation);
        }
        String assignee = conversation.atHand().assignee();
        if (assignee != null && !assignee.equals(reply.agentId()) && !reply.mayTake()) {
            return new Result.InOtherHands(assignee);
        }
        var correspondence = new Correspondence(recalled, _ -> clocks);
        return accepted(tx, reply, conversation, correspondence, verdict, clocks);
    }

    private Result accepted(
            Connection tx,
            Reply reply,
            Conversation conversation,
            Correspondence correspondence,
            Verdict verdict,
            SellerClocks clocks)
            throws SQLException {
        Pack pack = clocks.rules(reply.at());
        var key = new MessageKey(reply.conversation(), reply.messageId());
        Instant sentAt = sentAt(reply, conversation);
        var out = new Outgoing(key, conversation.buyer().id(), reply.text(), sentAt, By.HUMAN);
        var read = reading.read(tx, out, conversation, pack);
        // MSG-15: while its channel is degraded it waits; it is accepted all the same.
        boolean waits = channels.degradedSince(tx, reply.conversation().sellerId()) != null;
        var message = message(reply, sentAt, read.judgement(), waits);
        var warnings = new ArrayList<>(verdict.findings());
        warnings.addAll(read.advice());
        warnings.sort(Comparator.comparingInt(Finding::start).thenComparing(Finding::rule));
        var outcome = correspondence.act(
                reply.conversation(),
                new TakeSellerMessage(message, conversation.buyer().id()),
                reply.traceparent());
        if (outcome != Correspondence.Outcome.APPLIED) {
            throw new IllegalStateException("a reply to its own buyer is always taken, not " + outcome);
        }
        if (!waits) {
            correspondence.ask(correspondence.reply(key), message.sentAt(), reply.traceparent());
        }
        var changes = correspondence.changes();
        conversations.keep(tx, changes);
        winBacks.note(tx, changes, said -> reading.silentAfter(said.message().text(), pack));
        var facts = new ArrayList<>(correspondence.facts());
        facts.addAll(promises.said(
                tx,
                List.of(said(reply, key, sentAt, conversation)),
                Map.of(reply.conversation().sellerId(), clocks)));
        outbox.append(tx, facts);
        return new Result.Accepted(
                message,
                waits,
                Objects.requireNonNull(correspondence.conversation(reply.conversation()))
                        .version(),
                warnings);
    }

    private static PromiseBook.Said said(Reply reply, MessageKey key, Instant sentAt, Conversation conversation) {
        return new PromiseBook.Said(
                key,
                reply.text(),
                sentAt,
                reply.agentId(),
                conversation.orderId(),
                reply.wish(),
                reply.at(),
                reply.traceparent());
    }

    private boolean knows(Connection tx, Reply reply) throws SQLException {
        return !conversations
                .recall(tx, List.of(reply.conversation()))
                .conversations()
                .isEmpty();
    }

    /** MSG-11: nothing leaves; the attempt is logged, and a strike only where the pack says so. */
    private Result logged(Connection tx, Reply reply, Verdict verdict, SellerClocks clocks) throws SQLException {
        String seller = reply.conversation().sellerId();
        var rules = clocks.rules(reply.at()).strikes();
        var broken = verdict.findings().stream()
                .filter(finding -> finding.severity() == Verdict.Decision.BLOCK)
                .map(Finding::rule)
                .distinct()
                .toList();
        var attempt = new Violation(
                seller,
                reply.messageId(),
                Violation.Source.ATTEMPT,
                reply.conversation().conversationId(),
                broken,
                reply.agentId(),
                reply.at(),
                rules.attemptsStrike() ? Violation.Strike.UNSPENT : Violation.Strike.NONE);
        List<Fact> facts = strikes.take(
                tx, List.of(new StrikeBook.News.Recorded(attempt, false, reply.traceparent())), reply.at());
        outbox.append(tx, facts);
        var ledger =
                Objects.requireNonNull(violations.ledgers(tx, List.of(seller)).get(seller));
        return new Result.Blocked(
                verdict, ledger.count(reply.at(), rules), rules.freezeAt(), ledger.frozenUntil(reply.at()));
    }

    /** Who has read a message answers it, even if the buyer's clock is ahead of ours. */
    private static Instant sentAt(Reply reply, Conversation conversation) {
        return conversation.turn() instanceof Turn turn
                        && turn.open()
                        && reply.at().isBefore(turn.opening().openedAt())
                ? turn.opening().openedAt()
                : reply.at();
    }

    private static Message.FromSeller message(Reply reply, Instant sentAt, Judgement judgement, boolean waits) {
        return new Message.FromSeller(
                reply.messageId(),
                reply.text(),
                sentAt,
                By.HUMAN,
                reply.agentId(),
                new Message.Origin.Ours(reply.dispatchId(), waits),
                judgement);
    }
}
