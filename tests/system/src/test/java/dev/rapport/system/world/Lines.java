package dev.rapport.system.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.function.Consumer;

/** Writes one structured CloudEvent a call, as a feeder would. */
public final class Lines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String source;

    /** @param source CloudEvents source of every line */
    public Lines(String source) {
        this.source = source;
    }

    /** A buyer's message; its id is also the event's. */
    public String buyerMessage(
            String seller, String conversation, String message, String kind, Instant sentAt, String text) {
        return event(message, "buyer-message.received", sentAt, data -> {
            data.put("sellerId", seller)
                    .put("conversationId", conversation)
                    .put("messageId", message)
                    .put("kind", kind)
                    .put("text", text)
                    .put("sentAt", sentAt.toString());
            data.putObject("buyer").put("id", "b-" + conversation);
        });
    }

    /** A seller's message seen at some terminal; its id is also the event's. */
    public String sellerMessage(
            String seller, String conversation, String message, String kind, Instant sentAt, boolean automatic) {
        return event(message, "seller-message.observed", sentAt, data -> {
            data.put("sellerId", seller)
                    .put("conversationId", conversation)
                    .put("messageId", message)
                    .put("kind", kind)
                    .put("text", "Parcel 7 of order " + message + " left on the 3rd.")
                    .put("sentAt", sentAt.toString());
            if (automatic) {
                data.put("automatic", true);
            }
            data.putObject("buyer").put("id", "b-" + conversation);
        });
    }

    /** An order of one item. */
    public String orderPlaced(String seller, String order, Instant placedAt) {
        return event(order + "-placed", "order.placed", placedAt, data -> {
            data.put("sellerId", seller).put("orderId", order).put("placedAt", placedAt.toString());
            data.putObject("buyer").put("id", "b-" + order).put("country", "ES");
            ObjectNode item = data.putArray("items").addObject();
            item.put("productId", "p1").put("quantity", 1);
            item.putObject("unitPrice").put("currency", "USD").put("value", "19.90");
            data.putObject("amount").put("currency", "USD").put("value", "19.90");
        });
    }

    /** The parcel leaves. */
    public String orderShipped(String seller, String order, Instant shippedAt) {
        return event(order + "-shipped", "order.shipped", shippedAt, data -> data.put("sellerId", seller)
                .put("orderId", order)
                .put("shippedAt", shippedAt.toString()));
    }

    /** The parcel arrives. */
    public String orderDelivered(String seller, String order, Instant deliveredAt) {
        return event(order + "-delivered", "order.delivered", deliveredAt, data -> data.put("sellerId", seller)
                .put("orderId", order)
                .put("deliveredAt", deliveredAt.toString()));
    }

    /** A dispute about an order. */
    public String disputeOpened(String seller, String dispute, String order, Instant openedAt) {
        return event(dispute + "-opened", "dispute.opened", openedAt, data -> data.put("sellerId", seller)
                .put("disputeId", dispute)
                .put("orderId", order)
                .put("openedAt", openedAt.toString()));
    }

    /** A buyer's review, kind words with many stars and plain ones with few. */
    public String reviewPosted(String seller, String review, String order, int stars, Instant postedAt) {
        return event(review + "-posted", "buyer-review.posted", postedAt, data -> {
            data.put("sellerId", seller)
                    .put("reviewId", review)
                    .put("orderId", order)
                    .put("productId", "p1")
                    .put("stars", stars)
                    .put("text", stars > 3 ? "Lovely colour, thank you." : "The colour is not the one in the picture.")
                    .put("postedAt", postedAt.toString());
            data.putObject("buyer").put("id", "b-" + order);
        });
    }

    /** The seller's public answer to a review. */
    public String reviewReplied(String seller, String review, Instant repliedAt) {
        return event(
                review + "-replied", "seller-review-reply.observed", repliedAt, data -> data.put("sellerId", seller)
                        .put("reviewId", review)
                        .put("text", "We are sorry, a new one is on its way.")
                        .put("repliedAt", repliedAt.toString()));
    }

    /**
     * Any event of the contract.
     *
     * @param id identity within this source
     * @param type short name, without {@code rapport.} and {@code .v1}
     * @param time CloudEvents time
     * @param fill writes the payload
     * @return one line
     */
    public String event(String id, String type, Instant time, Consumer<ObjectNode> fill) {
        ObjectNode event = JSON.createObjectNode();
        event.put("specversion", "1.0")
                .put("id", id)
                .put("source", source)
                .put("type", "rapport." + type + ".v1")
                .put("time", time.toString())
                .put("datacontenttype", "application/json");
        fill.accept(event.putObject("data"));
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always writable", e);
        }
    }
}
