package dev.rapport.care.dispute.model;

import dev.rapport.care.join.Choice;
import dev.rapport.events.InboundEvent.DisputeClosed;
import dev.rapport.events.InboundEvent.DisputeOpened;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A dispute about an order.
 *
 * @param key natural key
 * @param opening how it began; missing when only its end has been told
 * @param closing how it ended; missing while it is open
 */
public record Dispute(
        Key key, @Nullable Opening opening, @Nullable Closing closing) {
    /**
     * The marketplace's number is unique within one store only.
     *
     * @param sellerId the tenant
     * @param disputeId the marketplace's number
     */
    public record Key(String sellerId, String disputeId) implements Comparable<Key> {
        private static final Comparator<Key> BY_SELLER =
                Comparator.comparing(Key::sellerId).thenComparing(Key::disputeId);

        @Override
        public int compareTo(Key other) {
            return BY_SELLER.compare(this, other);
        }
    }

    /**
     * @param openedAt when
     * @param orderId about which order
     * @param productId about which of its products
     * @param country the buyer's
     * @param reason in the marketplace's words
     * @param respondBy the marketplace's deadline for the seller
     */
    public record Opening(
            Instant openedAt,
            String orderId,
            @Nullable String productId,
            @Nullable String country,
            @Nullable String reason,
            @Nullable Instant respondBy)
            implements Comparable<Opening> {

        private static final Comparator<Opening> EARLIEST = Comparator.comparing(Opening::openedAt)
                .thenComparing(Opening::orderId)
                .thenComparing(Opening::productId, Choice.TEXT)
                .thenComparing(Opening::country, Choice.TEXT)
                .thenComparing(Opening::reason, Choice.TEXT)
                .thenComparing(Opening::respondBy, Choice.INSTANT);

        @Override
        public int compareTo(Opening other) {
            return EARLIEST.compare(this, other);
        }
    }

    /**
     * @param closedAt when
     * @param outcome in the marketplace's words
     */
    public record Closing(Instant closedAt, String outcome) implements Comparable<Closing> {
        private static final Comparator<Closing> LATEST_LAST =
                Comparator.comparing(Closing::closedAt).thenComparing(Closing::outcome);

        @Override
        public int compareTo(Closing other) {
            return LATEST_LAST.compare(this, other);
        }
    }

    /** What one public event says, cut to the microseconds that the database keeps. */
    public static Dispute of(DisputeOpened event) {
        Instant respondBy = event.respondBy();
        Opening opening = new Opening(
                micros(event.openedAt()),
                event.orderId(),
                event.productId(),
                event.country(),
                event.reason(),
                respondBy == null ? null : micros(respondBy));
        return new Dispute(new Key(event.sellerId(), event.disputeId()), opening, null);
    }

    /** What one public event says, cut to the microseconds that the database keeps. */
    public static Dispute of(DisputeClosed event) {
        return new Dispute(
                new Key(event.sellerId(), event.disputeId()),
                null,
                new Closing(micros(event.closedAt()), event.outcome()));
    }

    /**
     * Joins two pieces of knowledge about one dispute: its first opening and its last closing.
     *
     * @param other knowledge of the same dispute
     * @return both together; the same whichever is merged into which, and however often
     * @throws IllegalArgumentException when the other is another dispute
     */
    public Dispute merge(Dispute other) {
        if (!key.equals(other.key)) {
            throw new IllegalArgumentException("two different disputes");
        }
        return new Dispute(key, Choice.first(opening, other.opening), Choice.last(closing, other.closing));
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
