package dev.rapport.care.need.model;

import dev.rapport.care.order.model.Delivery;
import dev.rapport.care.order.model.Movement;
import dev.rapport.care.order.model.Order;
import dev.rapport.care.order.model.Placement;
import dev.rapport.care.order.model.Shipment;
import dev.rapport.events.ParcelStatus;
import dev.rapport.policy.CareTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * CARE-01: what an order asks for, by the facts known of it. A function of the set of facts, whatever their order of arrival: an occasion
 * stands when no fact from before its need speaks against it. Those yet to come are told too; they fall when such a fact arrives.
 */
public final class Occasions {

    /** Long enough that every fact known lies before its end. */
    private static final Duration FOR_EVER = Duration.ofDays(365L * 1_000);

    private Occasions() {}

    /** All occasions of one trigger, earliest first. */
    public static List<Occasion> of(Order order, CareTrigger trigger, Duration delay) {
        return switch (trigger) {
            case SHIPPED -> shipped(order, delay);
            case STALLED -> stalled(order, delay);
            case DELIVERED -> delivered(order, delay);
            case CUSTOMS -> customs(order, delay);
            case LATE_DISPATCH -> lateDispatch(order, delay);
        };
    }

    /** CARE-05: does what asked for the message still hold, by all that is known? */
    public static boolean stillTrue(Order order, CareTrigger trigger, Instant causeAt) {
        return lastsFor(order, trigger, causeAt, FOR_EVER);
    }

    /** Did it still hold at {@code at}, by what had happened then? */
    public static boolean wasTrue(Order order, CareTrigger trigger, Instant causeAt, Instant at) {
        return !at.isBefore(causeAt) && lastsFor(order, trigger, causeAt, Duration.between(causeAt, at));
    }

    /** Were this the delay, would there be a need? */
    private static boolean lastsFor(Order order, CareTrigger trigger, Instant causeAt, Duration held) {
        return of(order, trigger, held).stream()
                .anyMatch(occasion -> occasion.causeAt().equals(causeAt));
    }

    private static List<Occasion> shipped(Order order, Duration delay) {
        Shipment shipment = order.shipment();
        if (shipment == null) {
            return List.of();
        }
        Instant neededAt = shipment.shippedAt().plus(delay);
        return isOver(order, neededAt) ? List.of() : List.of(new Occasion(shipment.shippedAt(), neededAt));
    }

    /** Every silence between carrier and delivery that lasts longer than the delay. */
    private static List<Occasion> stalled(Order order, Duration delay) {
        SortedSet<Instant> signs = new TreeSet<>();
        if (order.shipment() != null) {
            signs.add(order.shipment().shippedAt());
        }
        order.movements().forEach(movement -> signs.add(movement.movedAt()));
        return silences(order, List.copyOf(signs), delay);
    }

    private static List<Occasion> silences(Order order, List<Instant> signs, Duration delay) {
        List<Occasion> occasions = new ArrayList<>();
        for (int i = 0; i < signs.size(); i++) {
            Instant neededAt = signs.get(i).plus(delay);
            boolean broken = i + 1 < signs.size() && !signs.get(i + 1).isAfter(neededAt);
            if (!broken && !isOver(order, neededAt)) {
                occasions.add(new Occasion(signs.get(i), neededAt));
            }
        }
        return occasions;
    }

    private static List<Occasion> delivered(Order order, Duration delay) {
        Delivery delivery = order.delivery();
        if (delivery == null) {
            return List.of();
        }
        Instant neededAt = delivery.deliveredAt().plus(delay);
        boolean moot = happened(order.reviewedAt(), neededAt) || happened(order.cancelledAt(), neededAt);
        return moot ? List.of() : List.of(new Occasion(delivery.deliveredAt(), neededAt));
    }

    /** Held from the first word of customs on; only a word of something else ends it. */
    private static List<Occasion> customs(Order order, Duration delay) {
        SortedMap<Instant, Movement> words = new TreeMap<>();
        order.movements().forEach(movement -> words.put(movement.movedAt(), movement));
        List<Occasion> occasions = new ArrayList<>();
        Instant heldSince = null;
        for (Map.Entry<Instant, Movement> word : words.entrySet()) {
            boolean held = word.getValue().status() == ParcelStatus.CUSTOMS;
            if (held && heldSince == null) {
                heldSince = word.getKey();
            } else if (!held && heldSince != null) {
                addHeld(order, heldSince, delay, word.getKey(), occasions);
                heldSince = null;
            }
        }
        if (heldSince != null) {
            addHeld(order, heldSince, delay, null, occasions);
        }
        return occasions;
    }

    private static void addHeld(
            Order order, Instant since, Duration delay, @Nullable Instant until, List<Occasion> occasions) {
        Instant neededAt = since.plus(delay);
        if (!happened(until, neededAt) && !isOver(order, neededAt)) {
            occasions.add(new Occasion(since, neededAt));
        }
    }

    private static List<Occasion> lateDispatch(Order order, Duration delay) {
        Placement placement = order.placement();
        Instant shipBy = placement == null ? null : placement.shipBy();
        if (shipBy == null) {
            return List.of();
        }
        Instant neededAt = shipBy.plus(delay);
        Instant shippedAt = order.shipment() == null ? null : order.shipment().shippedAt();
        return happened(shippedAt, neededAt) || isOver(order, neededAt)
                ? List.of()
                : List.of(new Occasion(shipBy, neededAt));
    }

    /** Delivered or called off by then. */
    private static boolean isOver(Order order, Instant by) {
        Instant deliveredAt = order.delivery() == null ? null : order.delivery().deliveredAt();
        return happened(deliveredAt, by) || happened(order.cancelledAt(), by);
    }

    private static boolean happened(@Nullable Instant at, Instant by) {
        return at != null && !at.isAfter(by);
    }
}
