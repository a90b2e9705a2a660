package dev.rapport.message.order.model;

import dev.rapport.message.order.model.Happening.Cancelled;
import dev.rapport.message.order.model.Happening.Placed;
import dev.rapport.message.order.model.Happening.Shipped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of an order.
 *
 * @param happenings in the order of time
 */
public record OrderFile(OrderKey key, List<Happening> happenings, List<Dispute> disputes) {

    public OrderFile {
        happenings = happenings.stream()
                .sorted(Comparator.comparing(Happening::at).thenComparing(Happening::what))
                .toList();
        disputes = List.copyOf(disputes);
    }

    /** How it was placed; null when that was not told. */
    public @Nullable Placed placed() {
        return first(Placed.class);
    }

    public @Nullable Shipped shipped() {
        return first(Shipped.class);
    }

    /** What happened of one sort; null when nothing did. */
    public <T extends Happening> @Nullable T first(Class<T> sort) {
        return happenings.stream()
                .filter(sort::isInstance)
                .map(sort::cast)
                .findFirst()
                .orElse(null);
    }

    /** Product categories, where the marketplace told them. */
    public Set<String> categories() {
        Placed placed = placed();
        return placed == null
                ? Set.of()
                : placed.items().stream()
                        .map(Happening.Item::category)
                        .flatMap(Stream::ofNullable)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a dispute about it stood open at an instant. */
    public boolean disputedAt(Instant now) {
        return disputes.stream().anyMatch(dispute -> dispute.openAt(now));
    }

    /** Whether the parcel has left and not arrived. */
    public boolean onItsWay() {
        return shipped() != null && first(Happening.Delivered.class) == null && first(Cancelled.class) == null;
    }

    /** The nearest of what must be done by then: answering a dispute, shipping; null when nothing must. */
    public @Nullable Instant deadlineAt(Instant now) {
        Stream<Instant> disputed = disputes.stream()
                .filter(dispute -> dispute.openAt(now))
                .map(Dispute::respondBy)
                .flatMap(Stream::ofNullable);
        return Stream.concat(disputed, Stream.ofNullable(shipByAt(now)))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private @Nullable Instant shipByAt(Instant now) {
        Placed placed = placed();
        boolean settled = happenings.stream()
                .filter(happening -> happening instanceof Shipped || happening instanceof Cancelled)
                .anyMatch(happening -> !happening.at().isAfter(now));
        return placed == null || settled ? null : placed.shipBy();
    }
}
