package dev.rapport.message.conversation.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * {@code sentAt} of the newest messages of a conversation; null before the first.
 *
 * @param buyerAt of the buyer
 * @param sellerAt of the seller, care messages left out
 * @param messageAt of all
 */
public record Latest(
        @Nullable Instant buyerAt,
        @Nullable Instant sellerAt,
        @Nullable Instant messageAt) {

    public static final Latest NONE = new Latest(null, null, null);

    Latest buyerWrote(Instant at) {
        return new Latest(later(at, buyerAt), sellerAt, later(at, messageAt));
    }

    Latest sellerWrote(Instant at) {
        return new Latest(buyerAt, later(at, sellerAt), later(at, messageAt));
    }

    Latest careWritten(Instant at) {
        return new Latest(buyerAt, sellerAt, later(at, messageAt));
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }
}
