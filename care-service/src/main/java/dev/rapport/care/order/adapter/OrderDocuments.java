package dev.rapport.care.order.adapter;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.care.order.model.Movement;
import dev.rapport.care.order.model.Placement.Item;
import dev.rapport.care.order.model.Refund;
import dev.rapport.events.Money;
import dev.rapport.events.ParcelStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The JSON columns of an order: its items, movements and refunds. Amounts are decimal strings, they keep their scale. */
final class OrderDocuments {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OrderDocuments() {}

    static void writeItems(JsonGenerator json, String column, List<Item> items) throws IOException {
        json.writeArrayFieldStart(column);
        for (Item item : items) {
            json.writeStartObject();
            json.writeStringField("product", item.productId());
            json.writeNumberField("quantity", item.quantity());
            writeMoney(json, item.unitPrice());
            if (item.category() != null) {
                json.writeStringField("category", item.category());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static List<Item> readItems(String document) {
        List<Item> items = new ArrayList<>();
        for (JsonNode item : parse(document)) {
            items.add(new Item(
                    item.required("product").textValue(),
                    item.required("quantity").intValue(),
                    money(item),
                    item.path("category").textValue()));
        }
        return items;
    }

    static void writeRefunds(JsonGenerator json, String column, SortedSet<Refund> refunds) throws IOException {
        json.writeArrayFieldStart(column);
        for (Refund refund : refunds) {
            json.writeStartObject();
            json.writeStringField("issuedAt", refund.issuedAt().toString());
            writeMoney(json, refund.amount());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static SortedSet<Refund> readRefunds(String document) {
        SortedSet<Refund> refunds = new TreeSet<>();
        for (JsonNode refund : parse(document)) {
            refunds.add(new Refund(Instant.parse(refund.required("issuedAt").textValue()), money(refund)));
        }
        return refunds;
    }

    static void writeMovements(JsonGenerator json, String column, SortedSet<Movement> movements) throws IOException {
        json.writeArrayFieldStart(column);
        for (Movement movement : movements) {
            json.writeStartObject();
            json.writeStringField("at", movement.movedAt().toString());
            json.writeStringField("status", movement.status().name());
            if (movement.country() != null) {
                json.writeStringField("country", movement.country());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static SortedSet<Movement> readMovements(String document) {
        SortedSet<Movement> movements = new TreeSet<>();
        for (JsonNode movement : parse(document)) {
            movements.add(new Movement(
                    Instant.parse(movement.required("at").textValue()),
                    ParcelStatus.valueOf(movement.required("status").textValue()),
                    movement.path("country").textValue()));
        }
        return movements;
    }

    private static void writeMoney(JsonGenerator json, Money money) throws IOException {
        json.writeStringField("currency", money.currency());
        json.writeStringField("value", money.value().toPlainString());
    }

    private static Money money(JsonNode node) {
        return Money.of(
                node.required("currency").textValue(), node.required("value").textValue());
    }

    private static JsonNode parse(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a jsonb column holds JSON", e);
        }
    }
}
