package dev.rapport.message.inbound;

import dev.rapport.events.DeliveryOutcome;
import dev.rapport.kit.inbox.Received;
import dev.rapport.kit.inbox.Unappliable;
import dev.rapport.message.conversation.application.Correspondence;
import dev.rapport.message.conversation.application.Correspondence.Outcome;
import dev.rapport.message.conversation.application.Wanted;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.promise.application.PromiseBook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An event about a conversation and what it means. */
record Meant(Received received, Arrival arrival) {

    /** Says what of the past is needed to apply it. */
    void want(Wanted wanted, Map<String, SellerClocks> clocks) {
        switch (arrival) {
            case Arrival.BuyerWrote wrote ->
                wanted.message(new MessageKey(wrote.key(), wrote.message().messageId()));
            case Arrival.SellerWrote wrote -> {
                Instant sentAt = wrote.observed().sentAt();
                SellerClocks seller = clocks.get(wrote.key().sellerId());
                Duration within =
                        seller == null ? Duration.ZERO : seller.messages(sentAt).echoWithin();
                wanted.observed(new Wanted.PossibleEcho(
                        new MessageKey(wrote.key(), wrote.observed().messageId()),
                        wrote.observed().dispatchId(),
                        sentAt.minus(within),
                        sentAt.plus(within)));
            }
            case Arrival.Requested requested -> wanted.dispatch(requested.dispatch());
            case Arrival.CareRequested requested -> wanted.dispatch(requested.dispatch());
            case Arrival.Reported reported -> {
                if (reported.outcome() == DeliveryOutcome.REFUSED) {
                    wanted.refusal(reported.dispatch());
                } else {
                    wanted.dispatch(reported.dispatch());
                }
            }
        }
    }

    /** Applies it; a promise that was made elsewhere goes to {@code said}. @throws Unappliable where it contradicts the past */
    void apply(Correspondence correspondence, BatchReading reading, List<PromiseBook.Said> said, Instant now) {
        String trace = received.envelope().traceparent();
        switch (arrival) {
            case Arrival.BuyerWrote wrote -> {
                var command = reading.read(wrote, now);
                Outcome outcome = correspondence.receive(wrote.key(), wrote.kind(), command, trace);
                demand(outcome);
                if (outcome == Outcome.APPLIED) {
                    reading.took(wrote);
                }
            }
            case Arrival.SellerWrote wrote -> {
                Outcome outcome = correspondence.observe(
                        wrote.key(),
                        wrote.kind(),
                        wrote.buyerId(),
                        wrote.observed(),
                        wrote.by(),
                        wrote.agentId(),
                        reading.judge(wrote),
                        now,
                        trace);
                demand(outcome);
                if (outcome == Outcome.APPLIED) {
                    reading.took(wrote);
                    said.add(promised(wrote, correspondence, now));
                }
            }
            case Arrival.Requested requested ->
                correspondence.requested(requested.dispatch(), requested.attempt(), now);
            case Arrival.CareRequested requested -> correspondence.careRequested(requested.dispatch());
            case Arrival.Reported reported ->
                correspondence.reported(
                        reported.dispatch(),
                        reported.event().attempt(),
                        reported.outcome(),
                        reported.receipt(now),
                        now,
                        trace);
        }
    }

    /** MSG-16: a promise made elsewhere binds as well. */
    private PromiseBook.Said promised(Arrival.SellerWrote wrote, Correspondence correspondence, Instant now) {
        Conversation conversation = correspondence.conversation(wrote.key());
        return new PromiseBook.Said(
                new MessageKey(wrote.key(), wrote.observed().messageId()),
                wrote.observed().text(),
                wrote.observed().sentAt(),
                wrote.agentId(),
                conversation == null ? null : conversation.orderId(),
                null,
                now,
                received.envelope().traceparent());
    }

    private void demand(Outcome outcome) {
        switch (outcome) {
            case APPLIED, KNOWN -> {}
            case ANOTHER_BUYER ->
                throw new Unappliable(received, "the conversation is another buyer's, by an earlier event");
            case NOBODY_WAITS, IN_OTHER_HANDS ->
                throw new IllegalStateException("no event handles or claims a conversation");
        }
    }
}
