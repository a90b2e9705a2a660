package dev.rapport.message.template.application;

import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.order.model.Happening;
import dev.rapport.message.order.model.OrderFile;
import dev.rapport.text.template.Variable;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a conversation that a text may name (MSG-08). */
public final class CaseValues {

    private CaseValues() {}

    public static Map<Variable, String> of(Conversation conversation, @Nullable OrderFile order) {
        var values = new EnumMap<Variable, String>(Variable.class);
        put(values, Variable.BUYER_NAME, conversation.buyer().name());
        put(values, Variable.BUYER_COUNTRY, conversation.buyer().country());
        put(values, Variable.ORDER_ID, conversation.orderId());
        Happening.Placed placed = order == null ? null : order.placed();
        if (placed != null) {
            put(
                    values,
                    Variable.ORDER_DATE,
                    placed.at().atOffset(ZoneOffset.UTC).toLocalDate().toString());
            put(
                    values,
                    Variable.ORDER_AMOUNT,
                    placed.amount().value().toPlainString() + " "
                            + placed.amount().currency());
        }
        Happening.Shipped shipped = order == null ? null : order.shipped();
        if (shipped != null) {
            put(
                    values,
                    Variable.SHIPPING_DATE,
                    shipped.at().atOffset(ZoneOffset.UTC).toLocalDate().toString());
            put(values, Variable.TRACKING_NUMBER, shipped.trackingNumber());
            put(values, Variable.TRACKING_CARRIER, shipped.carrier());
        }
        return values;
    }

    private static void put(Map<Variable, String> values, Variable variable, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            values.put(variable, value);
        }
    }
}
