package dev.rapport.message.channel.application;

import dev.rapport.events.By;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.Correspondence;
import dev.rapport.message.conversation.application.Recollection;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationCommand;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Delivery;
import dev.rapport.message.conversation.model.Judgement;
import dev.rapport.message.conversation.model.Message;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.OwnReply;
import dev.rapport.message.conversation.model.SellerClocks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** MSG-15: what was settled at the marketplace itself is entered afterwards, at the time it was, so that the clocks are true. */
public final class SettledOutside {

    private final Conversations conversations;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Outbox outbox;

    public SettledOutside(
            Conversations conversations, SellerProfiles profiles, SellerClockBook clockBook, Outbox outbox) {
        this.conversations = conversations;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.outbox = outbox;
    }

    /**
     * One thing settled.
     *
     * @param messageId a reply of ours that an agent delivered by hand; null for none
     * @param text what the buyer was told instead; null where nothing or nobody knows
     * @param newMessageId under which the text is kept
     * @param at when it was settled, not after now
     */
    public record Entry(
            ConversationKey conversation,
            @Nullable String messageId,
            @Nullable String text,
            String newMessageId,
            String agentId,
            Instant at,
            Instant now,
            @Nullable String trace) {}

    /** What came of it, in the words of the interface. */
    public enum Outcome {
        SETTLED,
        NO_SUCH_CONVERSATION,
        NO_SUCH_MESSAGE,
        /** The reply is on its way, delivered or refused: there is nothing to settle. */
        NOT_WAITING,
        /** No buyer waits for an answer. */
        NOBODY_WAITS
    }

    /** @param tx that holds the seller's lock shared and has not written */
    public Outcome settle(Connection tx, Entry entry) throws SQLException {
        Recollection locked = conversations.lock(tx, entry.conversation());
        if (locked.conversations().isEmpty()) {
            return Outcome.NO_SUCH_CONVERSATION;
        }
        SellerClocks clocks = clockBook.of(profiles.get(tx, entry.conversation().sellerId()));
        return entry.messageId() == null
                ? answered(tx, entry, locked, clocks)
                : delivered(tx, entry, entry.messageId(), clocks);
    }

    private Outcome answered(Connection tx, Entry entry, Recollection locked, SellerClocks clocks) throws SQLException {
        Conversation conversation = locked.conversations().getFirst();
        var correspondence = new Correspondence(locked, _ -> clocks);
        ConversationCommand command = entry.text() == null
                ? new ConversationCommand.Handle(entry.agentId(), entry.at())
                : new ConversationCommand.TakeSellerMessage(
                        message(entry, entry.text()), conversation.buyer().id(), entry.now());
        Correspondence.Outcome outcome = correspondence.act(entry.conversation(), command, entry.trace());
        if (outcome == Correspondence.Outcome.NOBODY_WAITS) {
            return Outcome.NOBODY_WAITS;
        }
        keep(tx, correspondence);
        return Outcome.SETTLED;
    }

    private static Message.FromSeller message(Entry entry, String text) {
        return new Message.FromSeller(
                entry.newMessageId(),
                text,
                entry.at(),
                By.HUMAN,
                entry.agentId(),
                new Message.Origin.Elsewhere(),
                Judgement.NONE);
    }

    private Outcome delivered(Connection tx, Entry entry, String messageId, SellerClocks clocks) throws SQLException {
        Recollection recalled =
                conversations.recallDeliveries(tx, List.of(new MessageKey(entry.conversation(), messageId)));
        if (recalled.replies().isEmpty()) {
            return Outcome.NO_SUCH_MESSAGE;
        }
        OwnReply reply = recalled.replies().getFirst();
        Delivery present = reply.delivery();
        boolean waits = present.waitsForChannel()
                || present.state() == Delivery.State.FAILED
                || present.state() == Delivery.State.UNKNOWN;
        if (!waits) {
            return Outcome.NOT_WAITING;
        }
        var correspondence = new Correspondence(recalled, _ -> clocks);
        correspondence.settle(reply, reply.with(present.settledOutside(), null), entry.trace());
        keep(tx, correspondence);
        return Outcome.SETTLED;
    }

    private void keep(Connection tx, Correspondence correspondence) throws SQLException {
        conversations.keep(tx, correspondence.changes());
        outbox.append(tx, correspondence.facts());
    }
}
