package dev.rapport.message.conversation.application;

import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.Delivery;
import dev.rapport.message.price.model.Prices;
import dev.rapport.text.privacy.DataRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as an agent reads it.
 *
 * @param messages the newest ones, oldest first
 * @param earlier where the older ones that are not among them begin; null when there are none
 * @param profile of its seller
 * @param prices of its seller (SCO-07); null where nobody has told them
 * @param requests what the buyer has asked about their data (MSG-18)
 */
public record MessageThread(
        Conversation conversation,
        List<Entry> messages,
        @Nullable Position earlier,
        SellerChanged profile,
        @Nullable Prices prices,
        Set<DataRequest> requests) {

    public MessageThread {
        messages = List.copyOf(messages);
        requests = Set.copyOf(requests);
    }

    /** The same with texts as {@code mask} shows them (MSG-18). */
    public MessageThread masked(UnaryOperator<String> mask) {
        return new MessageThread(
                conversation,
                messages.stream().map(entry -> entry.masked(mask)).toList(),
                earlier,
                profile,
                prices,
                requests);
    }

    /**
     * Where a message stands among those of its conversation; whatever is older comes after it when they are read from the end.
     *
     * @param storedAt when it came to us: two of one moment keep the order in which they came
     */
    public record Position(Instant sentAt, Instant storedAt, String messageId) {}

    /**
     * Messages of a conversation by themselves.
     *
     * @param entries the newest first
     * @param next where those begin that are older still; null when there are none
     * @param profile of its seller
     * @param requests what the buyer has asked about their data (MSG-18)
     */
    public record Older(
            List<Entry> entries, @Nullable Position next, SellerChanged profile, Set<DataRequest> requests) {
        public Older {
            entries = List.copyOf(entries);
            requests = Set.copyOf(requests);
        }

        /** The same with texts as {@code mask} shows them (MSG-18). */
        public Older masked(UnaryOperator<String> mask) {
            return new Older(entries.stream().map(entry -> entry.masked(mask)).toList(), next, profile, requests);
        }
    }

    /** Who wrote a message, in the words of the interface, lower case there. */
    public enum Author {
        BUYER,
        HUMAN,
        AUTO
    }

    /**
     * One message.
     *
     * @param care whether it is a care message, which answers nothing
     * @param agentId who wrote it, where known
     * @param delivery null when it was not sent through us
     * @param trust MSG-13: 0 to 100; null where none is given
     * @param flags MSG-12: why it counts as one of low quality
     */
    public record Entry(
            String messageId,
            Author author,
            boolean care,
            String text,
            Instant sentAt,
            @Nullable String agentId,
            @Nullable Delivery delivery,
            @Nullable Integer trust,
            List<String> flags) {

        Entry masked(UnaryOperator<String> mask) {
            return new Entry(messageId, author, care, mask.apply(text), sentAt, agentId, delivery, trust, flags);
        }
    }
}
