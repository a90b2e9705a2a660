package dev.rapport.message.inbound;

import dev.rapport.events.By;
import dev.rapport.events.DeliveryOutcome;
import dev.rapport.events.InboundEvent.BuyerMessageReceived;
import dev.rapport.events.InboundEvent.DeliveryReported;
import dev.rapport.events.InboundEvent.SellerMessageObserved;
import dev.rapport.events.Kind;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Scene;
import dev.rapport.message.conversation.application.AttemptNote;
import dev.rapport.message.conversation.application.PersonalDataBook.BuyerKey;
import dev.rapport.message.conversation.application.Wanted.DispatchKey;
import dev.rapport.message.conversation.model.Buyer;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Message;
import dev.rapport.message.conversation.model.OwnReply.Observed;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an event means to conversations. */
sealed interface Arrival {

    /** The buyer whose words or name it brings. */
    default Optional<BuyerKey> whose() {
        return switch (this) {
            case BuyerWrote wrote -> Optional.of(new BuyerKey(wrote.key.sellerId(), wrote.buyer.id()));
            case SellerWrote wrote -> Optional.of(new BuyerKey(wrote.key.sellerId(), wrote.buyerId));
            case Requested _, CareRequested _, Reported _ -> Optional.empty();
        };
    }

    /** MSG-18: the same without words and name, unless it was written after this. */
    default Arrival blankUntil(Instant erasedAt) {
        return switch (this) {
            case BuyerWrote wrote -> wrote.message.sentAt().isAfter(erasedAt) ? wrote : wrote.blank();
            case SellerWrote wrote -> wrote.observed.sentAt().isAfter(erasedAt) ? wrote : wrote.blank();
            case Requested _, CareRequested _, Reported _ -> this;
        };
    }

    record BuyerWrote(
            ConversationKey key,
            Kind kind,
            Message.FromBuyer message,
            Buyer buyer,
            @Nullable String orderId,
            @Nullable String productId)
            implements Arrival {

        BuyerWrote blank() {
            return new BuyerWrote(
                    key,
                    kind,
                    new Message.FromBuyer(message.messageId(), "", message.sentAt(), message.scene()),
                    new Buyer(buyer.id(), null, buyer.country(), buyer.language()),
                    orderId,
                    productId);
        }
    }

    record SellerWrote(
            ConversationKey key,
            Kind kind,
            String buyerId,
            Observed observed,
            By by,
            @Nullable String agentId) implements Arrival {

        SellerWrote blank() {
            var words = new Observed(observed.messageId(), "", observed.sentAt(), observed.dispatchId());
            return new SellerWrote(key, kind, buyerId, words, by, agentId);
        }
    }

    /** An attempt to deliver stands on its topic. */
    record Requested(DispatchKey dispatch, int attempt) implements Arrival {}

    /** A care message is being sent. */
    record CareRequested(DispatchKey dispatch) implements Arrival {}

    /** A connector's receipt; {@code receivedAt} of its receipt is not known yet. */
    record Reported(DispatchKey dispatch, DeliveryOutcome outcome, DeliveryReported event) implements Arrival {

        AttemptNote.Receipt receipt(Instant receivedAt) {
            return new AttemptNote.Receipt(
                    event.code(),
                    event.externalMessageId() == null ? null : storable(event.externalMessageId()),
                    event.detail() == null ? null : storable(event.detail()),
                    event.readAt() == null ? null : storable(event.readAt()),
                    storable(event.reportedAt()),
                    storable(receivedAt));
        }
    }

    /** The meaning of an event; null when it has none here. */
    static @Nullable Arrival of(RapportEvent event) {
        if (event instanceof BuyerMessageReceived received) {
            return of(received);
        } else if (event instanceof SellerMessageObserved observed) {
            return of(observed);
        } else if (event instanceof DeliveryReported reported) {
            return of(reported);
        } else if (event instanceof DispatchRequested requested) {
            return of(requested);
        } else {
            return null;
        }
    }

    private static Arrival of(BuyerMessageReceived event) {
        // MSG-07: what it is about is found out by its seller's pack.
        var message =
                new Message.FromBuyer(event.messageId(), storable(event.text()), storable(event.sentAt()), Scene.OTHER);
        var buyer = new Buyer(
                event.buyer().id(),
                event.buyer().name() == null ? null : storable(event.buyer().name()),
                event.buyer().country(),
                event.buyer().language());
        return new BuyerWrote(
                new ConversationKey(event.sellerId(), event.conversationId()),
                event.kind(),
                message,
                buyer,
                event.orderId(),
                event.productId());
    }

    private static Arrival of(SellerMessageObserved event) {
        return new SellerWrote(
                new ConversationKey(event.sellerId(), event.conversationId()),
                event.kind(),
                event.buyer().id(),
                new Observed(event.messageId(), storable(event.text()), storable(event.sentAt()), event.dispatchId()),
                event.automatic() ? By.AUTO : By.HUMAN,
                event.agentId());
    }

    private static Arrival of(DeliveryReported event) {
        DeliveryOutcome outcome =
                switch (event.code()) {
                    case 200 -> DeliveryOutcome.DELIVERED;
                    case 403 -> DeliveryOutcome.REFUSED;
                    default -> DeliveryOutcome.FAILED;
                };
        return new Reported(new DispatchKey(event.sellerId(), event.dispatchId()), outcome, event);
    }

    private static @Nullable Arrival of(DispatchRequested event) {
        var dispatch = new DispatchKey(event.sellerId(), event.dispatchId());
        return switch (event.what()) {
            case MESSAGE -> new Requested(dispatch, event.attempt());
            case CARE -> new CareRequested(dispatch);
            case REVIEW_REPLY, INVITATION, APPEAL -> null;
        };
    }

    /** PostgreSQL keeps every character but this one. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    /** As fine as PostgreSQL keeps it, so that an instant decided on now equals the same one read back. */
    private static Instant storable(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
