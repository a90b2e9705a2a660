package dev.rapport.care.order.adapter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rapport.care.order.application.KnownOrder;
import dev.rapport.care.order.model.Delivery;
import dev.rapport.care.order.model.Movement;
import dev.rapport.care.order.model.Order;
import dev.rapport.care.order.model.OrderKey;
import dev.rapport.care.order.model.Placement;
import dev.rapport.care.order.model.Placement.Destination;
import dev.rapport.care.order.model.Shipment;
import dev.rapport.events.Money;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of table {@code orders}, there and back. */
final class OrderColumns {
    private record Column(String name, String type) {}

    /** What a batch writes of an order: what was told, since when it is known, and when it is to be looked at for care. */
    private static final List<Column> ALL = List.of(
            new Column("seller_id", "text"),
            new Column("order_id", "text"),
            new Column("buyer_id", "text"),
            new Column("buyer_country", "text"),
            new Column("items", "jsonb"),
            new Column("amount_currency", "text"),
            new Column("amount_value", "numeric"),
            new Column("placed_at", "timestamptz"),
            new Column("ship_by", "timestamptz"),
            new Column("ship_to_country", "text"),
            new Column("ship_to_region", "text"),
            new Column("ship_to_po_box", "boolean"),
            new Column("shipped_at", "timestamptz"),
            new Column("carrier", "text"),
            new Column("tracking_number", "text"),
            new Column("moved_at", "timestamptz"),
            new Column("parcel_status", "text"),
            new Column("parcel_country", "text"),
            new Column("delivered_at", "timestamptz"),
            new Column("signed_by", "text"),
            new Column("pickup_point", "text"),
            new Column("cancelled_at", "timestamptz"),
            new Column("address_changed_at", "timestamptz"),
            new Column("refunds", "jsonb"),
            new Column("reviewed_at", "timestamptz"),
            new Column("movements", "jsonb"),
            new Column("known_since", "timestamptz"),
            new Column("care_due_at", "timestamptz"));

    private static final JsonFactory JSON = new JsonFactory();

    private OrderColumns() {}

    static String typed() {
        return ALL.stream().map(column -> column.name() + " " + column.type()).collect(Collectors.joining(", "));
    }

    static String names(String prefix) {
        return ALL.stream().map(column -> prefix + column.name()).collect(Collectors.joining(", "));
    }

    /** Those that another batch may change: when an order was first heard of stays. */
    static String changing(String prefix) {
        return ALL.stream()
                .filter(column -> !column.name().equals("known_since"))
                .map(column -> prefix + column.name())
                .collect(Collectors.joining(", "));
    }

    /** Writes orders as a JSON array of rows; a field that is left out is NULL. */
    static String write(List<KnownOrder> orders) {
        StringWriter text = new StringWriter(orders.size() * 512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (KnownOrder known : orders) {
                json.writeStartObject();
                row(json, known.order());
                instant(json, "known_since", known.knownSince());
                instant(json, "care_due_at", known.careDueAt());
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void row(JsonGenerator json, Order order) throws IOException {
        json.writeStringField("seller_id", order.key().sellerId());
        json.writeStringField("order_id", order.key().orderId());
        Placement placement = order.placement();
        if (placement != null) {
            placement(json, placement);
        }
        Shipment shipment = order.shipment();
        if (shipment != null) {
            instant(json, "shipped_at", shipment.shippedAt());
            text(json, "carrier", shipment.carrier());
            text(json, "tracking_number", shipment.trackingNumber());
        }
        Movement movement = order.lastMovement();
        if (movement != null) {
            instant(json, "moved_at", movement.movedAt());
            text(json, "parcel_status", movement.status().name());
            text(json, "parcel_country", movement.country());
        }
        Delivery delivery = order.delivery();
        if (delivery != null) {
            instant(json, "delivered_at", delivery.deliveredAt());
            text(json, "signed_by", delivery.signedBy());
            text(json, "pickup_point", delivery.pickupPoint());
        }
        instant(json, "cancelled_at", order.cancelledAt());
        instant(json, "address_changed_at", order.addressChangedAt());
        instant(json, "reviewed_at", order.reviewedAt());
        OrderDocuments.writeRefunds(json, "refunds", order.refunds());
        OrderDocuments.writeMovements(json, "movements", order.movements());
    }

    private static void placement(JsonGenerator json, Placement placement) throws IOException {
        text(json, "buyer_id", placement.buyerId());
        text(json, "buyer_country", placement.buyerCountry());
        OrderDocuments.writeItems(json, "items", placement.items());
        text(json, "amount_currency", placement.amount().currency());
        text(json, "amount_value", placement.amount().value().toPlainString());
        instant(json, "placed_at", placement.placedAt());
        instant(json, "ship_by", placement.shipBy());
        Destination destination = placement.destination();
        if (destination != null) {
            text(json, "ship_to_country", destination.country());
            text(json, "ship_to_region", destination.region());
            if (destination.poBox() != null) {
                json.writeBooleanField("ship_to_po_box", destination.poBox());
            }
        }
    }

    private static void text(JsonGenerator json, String column, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(column, value);
        }
    }

    private static void instant(JsonGenerator json, String column, @Nullable Instant value) throws IOException {
        if (value != null) {
            json.writeStringField(column, value.toString());
        }
    }

    /** Reads the row the result set stands on, with what is kept beside what was told. */
    static KnownOrder readKnown(ResultSet row) throws SQLException {
        Instant knownSince = instant(row, "known_since");
        return new KnownOrder(
                read(row),
                knownSince == null ? Instant.EPOCH : knownSince,
                instant(row, "care_due_at"),
                instant(row, "care_done_through"));
    }

    /** Reads the row the result set stands on. */
    static Order read(ResultSet row) throws SQLException {
        Instant shippedAt = instant(row, "shipped_at");
        Instant deliveredAt = instant(row, "delivered_at");
        return new Order(
                new OrderKey(row.getString("seller_id"), row.getString("order_id")),
                placement(row),
                shippedAt == null
                        ? null
                        : new Shipment(shippedAt, row.getString("carrier"), row.getString("tracking_number")),
                OrderDocuments.readMovements(row.getString("movements")),
                deliveredAt == null
                        ? null
                        : new Delivery(deliveredAt, row.getString("signed_by"), row.getString("pickup_point")),
                instant(row, "cancelled_at"),
                instant(row, "address_changed_at"),
                OrderDocuments.readRefunds(row.getString("refunds")),
                instant(row, "reviewed_at"));
    }

    private static @Nullable Placement placement(ResultSet row) throws SQLException {
        Instant placedAt = instant(row, "placed_at");
        if (placedAt == null) {
            return null;
        }
        return new Placement(
                placedAt,
                row.getString("buyer_id"),
                row.getString("buyer_country"),
                new Money(row.getString("amount_currency"), row.getBigDecimal("amount_value")),
                OrderDocuments.readItems(row.getString("items")),
                instant(row, "ship_by"),
                destination(row));
    }

    private static @Nullable Destination destination(ResultSet row) throws SQLException {
        String country = row.getString("ship_to_country");
        if (country == null) {
            return null;
        }
        return new Destination(
                country, row.getString("ship_to_region"), row.getObject("ship_to_po_box", Boolean.class));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
