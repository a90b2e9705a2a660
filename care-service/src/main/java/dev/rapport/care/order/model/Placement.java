package dev.rapport.care.order.model;

import dev.rapport.care.join.Choice;
import dev.rapport.events.Money;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order as it was placed.
 *
 * @param placedAt when
 * @param buyerId who
 * @param buyerCountry where the buyer lives, for language and quiet hours
 * @param amount what the buyer pays in all
 * @param items what was bought, in the marketplace's order
 * @param shipBy latest dispatch the marketplace allows
 * @param destination where it goes, as far as the rules care
 */
public record Placement(
        Instant placedAt,
        String buyerId,
        @Nullable String buyerCountry,
        Money amount,
        List<Item> items,
        @Nullable Instant shipBy,
        @Nullable Destination destination)
        implements Comparable<Placement> {

    private static final Comparator<@Nullable Destination> DESTINATION =
            Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<Placement> EARLIEST = Comparator.comparing(Placement::placedAt)
            .thenComparing(Placement::buyerId)
            .thenComparing(Placement::buyerCountry, Choice.TEXT)
            .thenComparing(Placement::amount, Refund.MONEY)
            .thenComparing(Placement::shipBy, Choice.INSTANT)
            .thenComparing(Placement::destination, DESTINATION)
            .thenComparing(Placement::items, Placement::compareItems);

    public Placement {
        items = List.copyOf(items);
    }

    @Override
    public int compareTo(Placement other) {
        return EARLIEST.compare(this, other);
    }

    private static int compareItems(List<Item> a, List<Item> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int compared = a.get(i).compareTo(b.get(i));
            if (compared != 0) {
                return compared;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    /**
     * One line of the order.
     *
     * @param productId the marketplace's product
     * @param quantity units
     * @param unitPrice price of one
     * @param category product category, where the marketplace names it
     */
    public record Item(
            String productId,
            int quantity,
            Money unitPrice,
            @Nullable String category) implements Comparable<Item> {

        private static final Comparator<Item> BY_PRODUCT = Comparator.comparing(Item::productId)
                .thenComparing(Item::quantity)
                .thenComparing(Item::unitPrice, Refund.MONEY)
                .thenComparing(Item::category, Choice.TEXT);

        @Override
        public int compareTo(Item other) {
            return BY_PRODUCT.compare(this, other);
        }
    }

    /**
     * As much of the address as the rules need.
     *
     * @param country of delivery
     * @param region within it
     * @param poBox whether it is a post-office box; null when not told
     */
    public record Destination(
            String country,
            @Nullable String region,
            @Nullable Boolean poBox) implements Comparable<Destination> {

        private static final Comparator<@Nullable Boolean> FLAG = Comparator.nullsFirst(Comparator.naturalOrder());
        private static final Comparator<Destination> BY_COUNTRY = Comparator.comparing(Destination::country)
                .thenComparing(Destination::region, Choice.TEXT)
                .thenComparing(Destination::poBox, FLAG);

        @Override
        public int compareTo(Destination other) {
            return BY_COUNTRY.compare(this, other);
        }
    }
}
