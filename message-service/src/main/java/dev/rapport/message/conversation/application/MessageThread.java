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
 * @param earlier whether there are older ones that are not among them
 * @param profile of its seller
 * @param prices of its seller (SCO-07); null where nobody has told them
 * @param requests what the buyer has asked about their data (MSG-18)
 */
public record MessageThread(
        Conversation conversation,
        List<Entry> messages,
        boolean earlier,
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
