package dev.rapport.care.rule.model;

import dev.rapport.care.order.model.Movement;
import dev.rapport.care.order.model.Order;
import dev.rapport.care.order.model.Placement;
import dev.rapport.care.order.model.Shipment;
import dev.rapport.text.template.Template;
import dev.rapport.text.template.TemplateFault;
import dev.rapport.text.template.Variable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** MSG-08, CARE-03: what a care template may name, and what an order has to put there. */
public final class CareText {

    /** What an order tells by itself, with nobody to ask. */
    private static final Set<Variable> VARIABLES = Collections.unmodifiableSet(EnumSet.of(
            Variable.ORDER_ID,
            Variable.ORDER_DATE,
            Variable.ORDER_AMOUNT,
            Variable.BUYER_COUNTRY,
            Variable.TRACKING_NUMBER,
            Variable.TRACKING_CARRIER,
            Variable.TRACKING_STATUS,
            Variable.TRACKING_DATE,
            Variable.SHIPPING_DATE,
            Variable.DELIVERY_DATE));

    private CareText() {}

    /** The variables a care template may use, as they are written, sorted. */
    public static List<String> names() {
        return VARIABLES.stream().map(Variable::written).sorted().toList();
    }

    /** Everything in double braces that is no variable of an order, and braces that are left over. */
    public static List<TemplateFault> faults(String template) {
        return switch (Template.parse(template, VARIABLES)) {
            case Template.Sound _ -> List.of();
            case Template.Faulty(List<TemplateFault> faults) -> faults;
        };
    }

    /**
     * Fills a template in.
     *
     * @param template one without {@link #faults faults}
     * @param zone the seller's, for dates
     * @throws IllegalArgumentException if it has any
     */
    public static Template.Rendered render(String template, Order order, ZoneId zone) {
        return switch (Template.parse(template, VARIABLES)) {
            case Template.Sound(Template sound) -> sound.render(values(order, zone));
            case Template.Faulty _ -> throw new IllegalArgumentException("a template that should not have been saved");
        };
    }

    private static Map<Variable, String> values(Order order, ZoneId zone) {
        Map<Variable, String> values = new EnumMap<>(Variable.class);
        values.put(Variable.ORDER_ID, order.key().orderId());
        Placement placement = order.placement();
        if (placement != null) {
            values.put(Variable.ORDER_DATE, day(placement.placedAt(), zone));
            values.put(
                    Variable.ORDER_AMOUNT,
                    placement.amount().value().toPlainString() + " "
                            + placement.amount().currency());
            putIfKnown(values, Variable.BUYER_COUNTRY, placement.buyerCountry());
        }
        Shipment shipment = order.shipment();
        if (shipment != null) {
            putIfKnown(values, Variable.TRACKING_NUMBER, shipment.trackingNumber());
            putIfKnown(values, Variable.TRACKING_CARRIER, shipment.carrier());
            values.put(Variable.SHIPPING_DATE, day(shipment.shippedAt(), zone));
        }
        Movement movement = order.lastMovement();
        if (movement != null) {
            values.put(Variable.TRACKING_STATUS, movement.status().name());
            values.put(Variable.TRACKING_DATE, day(movement.movedAt(), zone));
        }
        if (order.delivery() != null) {
            values.put(Variable.DELIVERY_DATE, day(order.delivery().deliveredAt(), zone));
        }
        return values;
    }

    private static void putIfKnown(Map<Variable, String> values, Variable variable, @Nullable String value) {
        if (value != null) {
            values.put(variable, value);
        }
    }

    private static String day(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalDate().toString();
    }
}
