package dev.rapport.review.chronicle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.rapport.events.Address;
import dev.rapport.events.InboundEvent.BuyerMessageReceived;
import dev.rapport.events.InboundEvent.DeliveryReported;
import dev.rapport.events.InboundEvent.DisputeClosed;
import dev.rapport.events.InboundEvent.DisputeOpened;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.InboundEvent.SellerMessageObserved;
import dev.rapport.events.OrderItem;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows as they are written: any number of them as one JSON parameter whose members are the columns in snake case. */
final class ChronicleRows {
    private static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS);

    private ChronicleRows() {}

    /** Of table {@code buyer_order}. */
    record OrderRow(
            String sellerId,
            String orderId,
            String buyerId,
            @Nullable String country,
            String currency,
            String value,
            List<String> categories,
            String placedAt,
            @Nullable String shipCountry,
            @Nullable String shipRegion,
            boolean poBox) {

        static OrderRow of(OrderPlaced event) {
            List<String> categories = event.items().stream()
                    .map(OrderItem::category)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            Address to = event.address();
            return new OrderRow(
                    event.sellerId(),
                    event.orderId(),
                    event.buyer().id(),
                    event.buyer().country(),
                    event.amount().currency(),
                    event.amount().value().toPlainString(),
                    categories,
                    event.placedAt().toString(),
                    to == null ? null : to.country(),
                    to == null ? null : to.region(),
                    to != null && Boolean.TRUE.equals(to.poBox()));
        }
    }

    /** Of table {@code order_event}. */
    record EventRow(String sellerId, String orderId, String what, String at, Map<String, String> detail) {

        /** @param fields name, value, name, value …; those without a value are left out */
        static EventRow of(String sellerId, String orderId, String what, Instant at, @Nullable String... fields) {
            Map<String, String> detail = new TreeMap<>();
            for (int i = 0; i < fields.length; i += 2) {
                String value = fields[i + 1];
                if (value != null) {
                    detail.put(Objects.requireNonNull(fields[i]), value);
                }
            }
            return new EventRow(sellerId, orderId, what, at.toString(), detail);
        }
    }

    /** Of table {@code order_dispute}: of one that opens or one that closes. */
    record DisputeRow(
            String sellerId,
            String disputeId,
            @Nullable String orderId,
            @Nullable String productId,
            @Nullable String country,
            @Nullable String reason,
            @Nullable String openedAt,
            @Nullable String closedAt,
            @Nullable String outcome) {

        static DisputeRow of(DisputeOpened event) {
            return new DisputeRow(
                    event.sellerId(),
                    event.disputeId(),
                    event.orderId(),
                    event.productId(),
                    event.country(),
                    event.reason(),
                    event.openedAt().toString(),
                    null,
                    null);
        }

        static DisputeRow of(DisputeClosed event) {
            return new DisputeRow(
                    event.sellerId(),
                    event.disputeId(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    event.closedAt().toString(),
                    event.outcome());
        }
    }

    /** Of table {@code thread_message}. */
    record MessageRow(
            String sellerId,
            String messageId,
            String conversationId,
            @Nullable String orderId,
            String buyerId,
            String author,
            String text,
            String at) {

        static MessageRow of(BuyerMessageReceived event) {
            return new MessageRow(
                    event.sellerId(),
                    event.messageId(),
                    event.conversationId(),
                    event.orderId(),
                    event.buyer().id(),
                    "buyer",
                    event.text(),
                    event.sentAt().toString());
        }

        /** A reply of ours that comes back as observed is known by its dispatch. */
        static MessageRow of(SellerMessageObserved event) {
            String ours = event.dispatchId();
            return new MessageRow(
                    event.sellerId(),
                    ours == null ? event.messageId() : ours,
                    event.conversationId(),
                    null,
                    event.buyer().id(),
                    "seller",
                    event.text(),
                    event.sentAt().toString());
        }

        static MessageRow of(DispatchRequested event, String conversationId, Instant at) {
            return new MessageRow(
                    event.sellerId(),
                    event.dispatchId(),
                    conversationId,
                    event.orderId(),
                    event.buyerId(),
                    "seller",
                    event.text(),
                    at.toString());
        }
    }

    /** Of table {@code delivery_receipt}. */
    record ReceiptRow(
            String sellerId,
            String dispatchId,
            int attempt,
            int code,
            @Nullable String detail,
            String reportedAt) {

        static ReceiptRow of(DeliveryReported event) {
            return new ReceiptRow(
                    event.sellerId(),
                    event.dispatchId(),
                    event.attempt(),
                    event.code(),
                    event.detail(),
                    event.reportedAt().toString());
        }
    }

    static String json(List<?> rows) {
        try {
            return JSON.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, String> detail(String json) {
        try {
            Map<String, String> detail = new TreeMap<>();
            JSON.readTree(json)
                    .properties()
                    .forEach(
                            field -> detail.put(field.getKey(), field.getValue().asText()));
            return detail;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
