package dev.rapport.message.conversation.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rapport.language.Languages;
import dev.rapport.message.conversation.application.InboxQuery;
import dev.rapport.message.conversation.application.LastSaid;
import dev.rapport.message.conversation.application.MessageThread;
import dev.rapport.message.conversation.model.AtStake;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.Delivery;
import dev.rapport.message.conversation.model.LowTrust;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.conversation.model.Turn;
import dev.rapport.message.conversation.model.TurnClock;
import dev.rapport.message.conversation.model.TurnTriage;
import dev.rapport.message.price.model.Prices;
import dev.rapport.text.privacy.DataRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as clients see it. In lists {@code messages}, {@code earlierMessages} and {@code earlier} are left out, elsewhere
 * {@code lastMessage}.
 *
 * @param scene of the present or last turn; null when the buyer has not written
 * @param triage null as long as turns are not sorted by urgency and value
 * @param assignee null as long as conversations are not assigned
 * @param turn the present or last one; null when the buyer has not written
 * @param clocks of that turn, as they stand now
 * @param messages the newest ones, oldest first
 * @param earlierMessages whether there are older ones
 * @param earlier the cursor of {@code …/messages} with which they begin; left out when there are none
 * @param lastMessage the beginning of the newest message, in the inbox
 * @param dataRequests what the buyer has asked about their data (MSG-18), left out when nothing; then texts are masked
 * @param priceOfMiss points of the score that missing it would cost (SCO-07); null where nobody has told the seller's prices
 * @param supervisor MSG-13: who is called to look at it, and why; null while nobody is
 */
record ConversationView(
        String conversationId,
        String sellerId,
        String kind,
        String status,
        BuyerView buyer,
        @Nullable String scene,
        @Nullable TriageView triage,
        @Nullable String assignee,
        long version,
        @Nullable TurnView turn,
        List<ClockView> clocks,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<MessageView> messages,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean earlierMessages,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String earlier,
        @Nullable String orderId,
        @Nullable String productId,
        @Nullable Instant lastMessageAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LastMessageView lastMessage,
        @Nullable BigDecimal priceOfMiss,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> dataRequests,
        @Nullable CallView supervisor) {

    record BuyerView(
            String id,
            @Nullable String name,
            @Nullable String country,
            @Nullable String language) {}

    /**
     * MSG-06.
     *
     * @param handling what its quadrant asks for
     * @param reasons why
     * @param overriddenBy the agent who decided otherwise; null while the rules decide
     */
    record TriageView(
            String urgency,
            String value,
            String handling,
            List<String> reasons,
            @Nullable String overriddenBy) {}

    /**
     * A supervisor is called.
     *
     * @param agentId whose messages, one after the other, are little to be trusted
     * @param messageId the last of them
     */
    record CallView(String agentId, String messageId, Instant calledAt) {}

    record TurnView(
            String turnId,
            Instant openedAt,
            @Nullable Instant respondedAt,
            @Nullable Instant answeredAt) {}

    /**
     * One clock (MSG-04).
     *
     * @param remainingSeconds in the clock's own calendar; null once met
     * @param pausedUntil null unless paused
     * @param late met, but after it was due
     */
    record ClockView(
            String name,
            Instant dueAt,
            @Nullable Long remainingSeconds,
            @Nullable Instant pausedUntil,
            String state,
            @JsonProperty("binding") boolean binding,
            @Nullable Instant metAt,
            @Nullable String metBy,
            boolean late) {}

    /** @param text at most 160 characters, masked as the conversation's texts are */
    record LastMessageView(String author, String text) {
        static LastMessageView of(LastSaid said) {
            return new LastMessageView(lower(said.author()), said.text());
        }
    }

    /**
     * One message.
     *
     * @param care a care message, which answers nothing
     * @param language in which a buyer wrote it, as far as that can be told; ISO 639-1
     */
    record MessageView(
            String messageId,
            String author,
            boolean care,
            String text,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String language,

            Instant sentAt,
            @Nullable String agentId,
            @Nullable DeliveryView delivery,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer trust,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> flags) {}

    /** @param nextAttemptAt when a failed one is tried again by itself; null when it is not */
    record DeliveryView(
            String dispatchId,
            String state,
            int attempts,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant nextAttemptAt) {}

    /** As one of a list. */
    static ConversationView of(InboxQuery.Listed listed, SellerClocks clocks, Instant now) {
        return of(
                listed.conversation(),
                clocks,
                now,
                Said.NOT_SHOWN,
                listed.priceOfMiss(),
                listed.dataRequests(),
                listed.lastSaid());
    }

    /**
     * After something was done to it.
     *
     * @param prices of its seller; null where they are not known
     */
    static ConversationView of(Conversation conversation, SellerClocks clocks, @Nullable Prices prices, Instant now) {
        return of(conversation, clocks, now, Said.NOT_SHOWN, price(conversation, clocks, prices), Set.of(), null);
    }

    /**
     * By itself, with its messages.
     *
     * @param earlier the cursor of those that are older than these; null when there are none
     */
    static ConversationView of(
            MessageThread thread, @Nullable String earlier, SellerClocks clocks, Languages languages, Instant now) {
        var messages = thread.messages().stream()
                .map(entry -> message(entry, languages))
                .toList();
        return of(
                thread.conversation(),
                clocks,
                now,
                new Said(messages, earlier != null, earlier),
                price(thread.conversation(), clocks, thread.prices()),
                thread.requests(),
                null);
    }

    /** What is shown of the messages. */
    private record Said(
            @Nullable List<MessageView> messages,
            @Nullable Boolean thereAreEarlier,
            @Nullable String earlier) {
        static final Said NOT_SHOWN = new Said(null, null, null);
    }

    private static @Nullable BigDecimal price(Conversation conversation, SellerClocks clocks, @Nullable Prices prices) {
        return prices == null ? null : prices.of(AtStake.of(conversation, clocks));
    }

    private static ConversationView of(
            Conversation conversation,
            SellerClocks clocks,
            Instant now,
            Said said,
            @Nullable BigDecimal priceOfMiss,
            Set<DataRequest> requests,
            @Nullable LastSaid lastSaid) {
        Turn turn = conversation.turn();
        var buyer = conversation.buyer();
        return new ConversationView(
                conversation.key().conversationId(),
                conversation.key().sellerId(),
                conversation.kind().name(),
                conversation.statusAt(now).name(),
                new BuyerView(buyer.id(), buyer.name(), buyer.country(), buyer.language()),
                turn == null ? null : turn.opening().scene().name(),
                turn == null ? null : triage(conversation, turn, clocks),
                conversation.atHand().assignee(),
                conversation.version(),
                turn == null ? null : turn(turn),
                turn == null
                        ? List.of()
                        : TurnClock.of(turn, conversation.watch(), clocks, now).stream()
                                .map(ConversationView::clock)
                                .toList(),
                said.messages(),
                said.thereAreEarlier(),
                said.earlier(),
                conversation.orderId(),
                conversation.productId(),
                conversation.lastMessageAt(),
                lastSaid == null ? null : LastMessageView.of(lastSaid),
                priceOfMiss,
                requests.stream().map(Enum::name).sorted().toList(),
                supervisor(conversation));
    }

    private static @Nullable CallView supervisor(Conversation conversation) {
        LowTrust.Call call = conversation.atHand().lowTrust().call();
        return call == null ? null : new CallView(call.agentId(), call.messageId(), call.at());
    }

    private static @Nullable TriageView triage(Conversation conversation, Turn turn, SellerClocks clocks) {
        TurnTriage triage = conversation.watch().triage();
        return triage == null
                ? null
                : new TriageView(
                        triage.urgent() ? "HIGH" : "LOW",
                        triage.valuable() ? "HIGH" : "LOW",
                        clocks.rules(turn.opening().openedAt())
                                .triage()
                                .of(triage.quadrant())
                                .handling()
                                .name(),
                        triage.reasons(),
                        triage.overriddenBy());
    }

    private static TurnView turn(Turn turn) {
        var opening = turn.opening();
        String id = opening.id().value();
        return switch (turn) {
            case Turn.Waiting _ -> new TurnView(id, opening.openedAt(), null, null);
            case Turn.AutoResponded owing -> new TurnView(id, opening.openedAt(), owing.respondedAt(), null);
            case Turn.Answered answered ->
                new TurnView(id, opening.openedAt(), answered.respondedAt(), answered.answeredAt());
        };
    }

    private static ClockView clock(TurnClock clock) {
        Duration remaining = clock.remaining();
        return new ClockView(
                clock.name().wireName(),
                clock.dueAt(),
                remaining == null ? null : remaining.toSeconds(),
                clock.pausedUntil(),
                lower(clock.state()),
                clock.binding(),
                clock.metAt(),
                clock.metBy() == null ? null : lower(clock.metBy()),
                clock.late());
    }

    static MessageView message(MessageThread.Entry entry, Languages languages) {
        var delivery = entry.delivery();
        return new MessageView(
                entry.messageId(),
                lower(entry.author()),
                entry.care(),
                entry.text(),
                entry.author() == MessageThread.Author.BUYER
                        ? languages.of(entry.text()).orElse(null)
                        : null,
                entry.sentAt(),
                entry.agentId(),
                delivery == null
                        ? null
                        : new DeliveryView(
                                delivery.dispatchId(),
                                lower(delivery.state()),
                                delivery.attempts(),
                                delivery.state() == Delivery.State.FAILED ? delivery.dueAt() : null),
                entry.trust(),
                entry.flags());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
