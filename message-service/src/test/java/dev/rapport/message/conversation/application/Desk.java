package dev.rapport.message.conversation.application;

import dev.rapport.events.By;
import dev.rapport.events.Kind;
import dev.rapport.events.Scene;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.message.conversation.model.Buyer;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationCommand.ReceiveBuyerMessage;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Judgement;
import dev.rapport.message.conversation.model.Message;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.OwnReply;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.conversation.model.Sellers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Correspondence over memory that lasts, batch after batch: what the database is to the service, without one. */
final class Desk {

    /** Long after everything: history, which disturbs nobody. */
    static final Instant READ_AT = Instant.parse("2026-01-01T00:00:00Z");

    private static final SellerClocks CLOCKS = Sellers.onAliexpress("s1");

    private final Map<ConversationKey, Conversation> conversations = new HashMap<>();
    private final Set<MessageKey> messages = new HashSet<>();
    private final Map<MessageKey, OwnReply> replies = new HashMap<>();
    private final Set<Wanted.DispatchKey> care = new HashSet<>();
    private final Map<ConversationKey, Instant> marks = new HashMap<>();
    private final List<Fact> facts = new ArrayList<>();

    /** One message as it would come from Kafka; {@code by} is null for a buyer's. */
    record Letter(
            String conversationId,
            String messageId,
            Instant sentAt,
            @Nullable By by,
            String text,
            @Nullable String dispatchId) {

        ConversationKey key() {
            return new ConversationKey("s1", conversationId);
        }
    }

    static Letter fromBuyer(String conversationId, String messageId, Instant sentAt) {
        return new Letter(conversationId, messageId, sentAt, null, "where is it?", null);
    }

    static Letter fromSeller(String conversationId, String messageId, Instant sentAt, By by) {
        return new Letter(conversationId, messageId, sentAt, by, "on its way " + messageId, null);
    }

    /** Takes letters in, in one batch; what comes of each. */
    List<Correspondence.Outcome> take(List<Letter> batch) {
        var outcomes = new ArrayList<Correspondence.Outcome>();
        work(correspondence -> batch.forEach(letter -> outcomes.add(take(letter, correspondence))));
        return outcomes;
    }

    /** Time goes by: what has come due fires. */
    void passTime(Instant now) {
        work(correspondence -> marks.entrySet().stream()
                .filter(mark -> !mark.getValue().isAfter(now))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(key -> correspondence.passTime(key, now, at -> !at.isAfter(now))));
    }

    /** When something falls due about a conversation; null when nothing does. */
    @Nullable
    Instant nextMarkAt(String conversationId) {
        return marks.get(new ConversationKey("s1", conversationId));
    }

    /** One transaction of anything. */
    void work(java.util.function.Consumer<Correspondence> work) {
        var recalled = new Recollection(
                List.copyOf(conversations.values()), messages, List.copyOf(replies.values()), care, Set.of());
        var correspondence = new Correspondence(recalled, _ -> CLOCKS);
        work.accept(correspondence);
        keep(correspondence.changes());
        facts.addAll(correspondence.facts());
    }

    private void keep(Changes changes) {
        changes.conversations().forEach(kept -> {
            conversations.put(kept.conversation().key(), kept.conversation());
            if (kept.nextMarkAt() == null) {
                marks.remove(kept.conversation().key());
            } else {
                marks.put(kept.conversation().key(), kept.nextMarkAt());
            }
        });
        for (Changes.NewMessage message : changes.messages()) {
            var key = new MessageKey(message.conversation(), message.message().messageId());
            if (!messages.add(key)) {
                throw new AssertionError("stored twice: " + key);
            }
            if (message.reply() != null) {
                replies.put(key, message.reply());
            }
        }
        changes.replies().forEach(reply -> {
            if (replies.put(reply.key(), reply) == null) {
                throw new AssertionError("changed before it was stored: " + reply.key());
            }
        });
        care.addAll(changes.careDispatches());
    }

    private static Correspondence.Outcome take(Letter letter, Correspondence correspondence) {
        if (letter.by() == null) {
            var message = new Message.FromBuyer(letter.messageId(), letter.text(), letter.sentAt(), Scene.OTHER);
            var buyer = new Buyer("b-" + letter.conversationId(), null, null, null);
            return correspondence.receive(letter.key(), Kind.AFTER_SALE, command(message, buyer), null);
        }
        return correspondence.observe(
                letter.key(),
                Kind.AFTER_SALE,
                "b-" + letter.conversationId(),
                new OwnReply.Observed(letter.messageId(), letter.text(), letter.sentAt(), letter.dispatchId()),
                letter.by(),
                null,
                Judgement.NONE,
                READ_AT,
                null);
    }

    /** A buyer's message of history, judged by nobody. */
    static ReceiveBuyerMessage command(Message.FromBuyer message, Buyer buyer) {
        return new ReceiveBuyerMessage(message, buyer, null, null, READ_AT, null, false);
    }

    Map<String, Conversation> conversations() {
        var byId = new TreeMap<String, Conversation>();
        conversations.forEach((key, conversation) -> byId.put(key.conversationId(), conversation));
        return byId;
    }

    Conversation conversation(String id) {
        return java.util.Objects.requireNonNull(conversations.get(new ConversationKey("s1", id)));
    }

    Set<MessageKey> messages() {
        return messages;
    }

    OwnReply reply(String conversationId, String messageId) {
        return java.util.Objects.requireNonNull(
                replies.get(new MessageKey(new ConversationKey("s1", conversationId), messageId)));
    }

    /** All that was published, in order. */
    List<Fact> facts() {
        return facts;
    }

    /** Their ids, in order. */
    List<String> factIds() {
        return facts.stream().map(Fact::id).toList();
    }
}
