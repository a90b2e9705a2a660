package dev.rapport.message.reply.application;

import dev.rapport.events.By;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.Correspondence;
import dev.rapport.message.conversation.application.Recollection;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.application.WinBacks;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationCommand;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Delivery;
import dev.rapport.message.conversation.model.Message;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.OwnReply;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.promise.application.PromiseBook;
import dev.rapport.message.quality.model.Outgoing;
import dev.rapport.policy.Pack;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** MSG-15: what was settled at the marketplace itself is entered afterwards, at the time it was, so that the clocks are true. */
public final class SettledOutside {

    private final Conversations conversations;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final ReplyReading reading;
    private final WinBacks winBacks;
    private final PromiseBook promises;
    private final Outbox outbox;

    public SettledOutside(
            Conversations conversations,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            ReplyReading reading,
            WinBacks winBacks,
            PromiseBook promises,
            Outbox outbox) {
        this.conversations = conversations;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.reading = reading;
        this.winBacks = winBacks;
        this.promises = promises;
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
        var correspondence = new Correspondence(locked, _ -> clocks);
        if (entry.text() != null) {
            return said(tx, entry, entry.text(), locked.conversations().getFirst(), correspondence, clocks);
        }
        var handled = new ConversationCommand.Handle(entry.agentId(), entry.at());
        if (correspondence.act(entry.conversation(), handled, entry.trace()) == Correspondence.Outcome.NOBODY_WAITS) {
            return Outcome.NOBODY_WAITS;
        }
        keep(tx, correspondence);
        return Outcome.SETTLED;
    }

    /** MSG-02: whatever terminal it was said from, it is judged, promises and asks like one of our own. */
    private Outcome said(
            Connection tx,
            Entry entry,
            String text,
            Conversation conversation,
            Correspondence correspondence,
            SellerClocks clocks)
            throws SQLException {
        Pack pack = clocks.rules(entry.at());
        var key = new MessageKey(entry.conversation(), entry.newMessageId());
        String buyer = conversation.buyer().id();
        var read = reading.read(tx, new Outgoing(key, buyer, text, entry.at(), By.HUMAN), conversation, pack);
        var message = new Message.FromSeller(
                entry.newMessageId(),
                text,
                entry.at(),
                By.HUMAN,
                entry.agentId(),
                new Message.Origin.Elsewhere(),
                read.judgement());
        var outcome = correspondence.act(
                entry.conversation(),
                new ConversationCommand.TakeSellerMessage(message, buyer, entry.now()),
                entry.trace());
        if (outcome != Correspondence.Outcome.APPLIED) {
            throw new IllegalStateException("a message to its own buyer is always taken, not " + outcome);
        }
        var promised = new PromiseBook.Said(
                key, text, entry.at(), entry.agentId(), conversation.orderId(), null, entry.now(), entry.trace());
        var changes = correspondence.changes();
        conversations.keep(tx, changes);
        winBacks.note(tx, changes, asked -> reading.silentAfter(asked.message().text(), pack));
        var facts = new ArrayList<>(correspondence.facts());
        facts.addAll(
                promises.said(tx, List.of(promised), Map.of(entry.conversation().sellerId(), clocks)));
        outbox.append(tx, facts);
        return Outcome.SETTLED;
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
