package dev.rapport.message.promise.adapter;

import dev.rapport.events.Money;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.application.Aside;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.order.model.Happening;
import dev.rapport.message.promise.application.Promises;
import dev.rapport.message.promise.model.Promise;
import dev.rapport.message.promise.model.Promise.Evidence;
import dev.rapport.message.rest.Amount;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Promises as clients see them, and beside their conversation. */
@Singleton
final class PromiseViews implements Aside {

    private final Promises promises;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;

    PromiseViews(Promises promises, SellerProfiles profiles, SellerClockBook clockBook) {
        this.promises = promises;
        this.profiles = profiles;
        this.clockBook = clockBook;
    }

    /**
     * A promise.
     *
     * @param deed what is checked
     * @param what the deed's name, or the agent's words
     * @param state {@code open}, {@code kept}, {@code broken} or {@code lapsed}, by all that is known now
     * @param remainingSeconds until it is broken; null once it is settled, negative while its breach is not told yet
     * @param canCost what breaking it can cost, in the order's currency; null where the order's amount is not known
     */
    record PromiseView(
            String promiseId,
            String conversationId,
            String sellerId,
            @Nullable String messageId,
            @Nullable String orderId,
            String deed,
            String what,
            @Nullable String madeBy,
            Instant madeAt,
            Instant dueAt,
            String state,
            @Nullable Long remainingSeconds,
            @Nullable Amount canCost,
            @Nullable Instant settledAt,
            @Nullable String settledBy) {}

    @Override
    public String name() {
        return "promises";
    }

    @Override
    public List<PromiseView> beside(Connection tx, Conversation conversation, Instant now) throws SQLException {
        return views(tx, conversation.key().sellerId(), promises.of(tx, conversation.key()), now);
    }

    /** Promises of one seller, as they stand. */
    List<PromiseView> views(Connection tx, String sellerId, List<Promise> found, Instant now) throws SQLException {
        if (found.isEmpty()) {
            return List.of();
        }
        Map<Promise.Key, Evidence> evidence = promises.evidence(tx, found);
        SellerClocks clocks = clockBook.of(profiles.get(tx, sellerId));
        return found.stream()
                .map(promise -> view(promise, evidence.getOrDefault(promise.key(), Evidence.NONE), clocks, now))
                .toList();
    }

    private static PromiseView view(Promise kept, Evidence evidence, SellerClocks clocks, Instant now) {
        Promise promise = kept.by(evidence);
        return new PromiseView(
                promise.promiseId(),
                promise.conversation().conversationId(),
                promise.conversation().sellerId(),
                promise.messageId(),
                promise.orderId(),
                promise.deed().name(),
                promise.what(),
                promise.madeBy(),
                promise.madeAt(),
                promise.dueAt(),
                promise.state().name().toLowerCase(Locale.ROOT),
                promise.isOpen() ? Duration.between(now, promise.dueAt()).toSeconds() : null,
                Amount.of(canCost(promise, evidence, clocks)),
                promise.settledAt(),
                promise.settledBy());
    }

    /** MSG-16: up to a multiple of the order. */
    private static @Nullable Money canCost(Promise promise, Evidence evidence, SellerClocks clocks) {
        Happening.Placed placed =
                evidence.order() == null ? null : evidence.order().placed();
        if (placed == null) {
            return null;
        }
        BigDecimal share =
                BigDecimal.valueOf(clocks.rules(promise.madeAt()).advice().promiseCost());
        Money amount = placed.amount();
        return new Money(
                amount.currency(),
                amount.value().multiply(share).setScale(amount.value().scale(), RoundingMode.HALF_UP));
    }
}
