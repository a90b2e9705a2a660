package dev.rapport.care.rule.model;

import dev.rapport.care.order.model.Movement;
import dev.rapport.care.order.model.Order;
import dev.rapport.care.order.model.Placement;
import dev.rapport.care.order.model.Shipment;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** MSG-08, CARE-03: a template's variables, checked when it is saved and complete when it is rendered. */
public final class CareText {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{([^{}]*)}}");
    private static final Pattern BRACES = Pattern.compile("\\{\\{|}}");

    private static final Set<String> NAMES = Set.of(
            "order.id",
            "order.date",
            "order.amount",
            "buyer.country",
            "tracking.number",
            "tracking.carrier",
            "tracking.status",
            "tracking.date",
            "shipping.date",
            "delivery.date");

    private CareText() {}

    /**
     * A place in a template that names no variable of an order.
     *
     * @param start in UTF-16 code units
     * @param end exclusive
     */
    public record UnknownVariable(int start, int end) {}

    /** What a template came to. */
    public sealed interface Rendered {
        /** It is complete. */
        record Complete(String text) implements Rendered {}

        /** These variables have no value yet: never an empty gap. */
        record Missing(List<String> variables) implements Rendered {}
    }

    /** The variables a care template may use. */
    public static Set<String> names() {
        return new TreeSet<>(NAMES);
    }

    /** Everything in double braces that is no variable of an order, and braces that are left over. */
    public static List<UnknownVariable> unknown(String template) {
        List<UnknownVariable> unknown = new ArrayList<>();
        StringBuilder rest = new StringBuilder(template);
        Matcher variable = VARIABLE.matcher(template);
        while (variable.find()) {
            if (!NAMES.contains(variable.group(1).strip())) {
                unknown.add(new UnknownVariable(variable.start(), variable.end()));
            }
            rest.replace(variable.start(), variable.end(), " ".repeat(variable.end() - variable.start()));
        }
        Matcher left = BRACES.matcher(rest);
        while (left.find()) {
            unknown.add(new UnknownVariable(left.start(), left.end()));
        }
        return unknown;
    }

    /**
     * Fills a template in.
     *
     * @param zone the seller's, for dates
     */
    public static Rendered render(String template, Order order, ZoneId zone) {
        Map<String, @Nullable String> values = values(order, zone);
        Set<String> missing = new TreeSet<>();
        StringBuilder text = new StringBuilder();
        Matcher variable = VARIABLE.matcher(template);
        while (variable.find()) {
            String name = variable.group(1).strip();
            String value = values.get(name);
            if (value == null || value.isBlank()) {
                missing.add(name);
            }
            variable.appendReplacement(text, Matcher.quoteReplacement(value == null ? "" : value));
        }
        variable.appendTail(text);
        return missing.isEmpty() ? new Rendered.Complete(text.toString()) : new Rendered.Missing(List.copyOf(missing));
    }

    private static Map<String, @Nullable String> values(Order order, ZoneId zone) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        values.put("order.id", order.key().orderId());
        Placement placement = order.placement();
        if (placement != null) {
            values.put("order.date", day(placement.placedAt(), zone));
            values.put(
                    "order.amount",
                    placement.amount().value().toPlainString() + " "
                            + placement.amount().currency());
            values.put("buyer.country", placement.buyerCountry());
        }
        Shipment shipment = order.shipment();
        if (shipment != null) {
            values.put("tracking.number", shipment.trackingNumber());
            values.put("tracking.carrier", shipment.carrier());
            values.put("shipping.date", day(shipment.shippedAt(), zone));
        }
        Movement movement = order.lastMovement();
        if (movement != null) {
            values.put("tracking.status", movement.status().name());
            values.put("tracking.date", day(movement.movedAt(), zone));
        }
        if (order.delivery() != null) {
            values.put("delivery.date", day(order.delivery().deliveredAt(), zone));
        }
        return values;
    }

    private static String day(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalDate().toString();
    }
}
