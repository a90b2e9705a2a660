package dev.rapport.message.promise.application;

import dev.rapport.events.EventType;
import dev.rapport.events.FactId;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.order.model.OrderKey;
import dev.rapport.message.promise.model.Deed;
import dev.rapport.message.promise.model.Promise;
import dev.rapport.message.promise.model.Promise.Evidence;
import dev.rapport.message.understanding.Understanding;
import dev.rapport.policy.Pack;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** MSG-16: records what is promised, and settles what events or agents settle. */
public final class PromiseBook {

    private final Promises promises;
    private final Understanding understanding;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;

    public PromiseBook(
            Promises promises, Understanding understanding, SellerProfiles profiles, SellerClockBook clockBook) {
        this.promises = promises;
        this.understanding = understanding;
        this.profiles = profiles;
        this.clockBook = clockBook;
    }

    /** A promise as an agent puts it down. */
    public record Wish(Deed deed, String what, Instant dueAt) {}

    /**
     * A seller message that was taken.
     *
     * @param orderId of its conversation
     * @param wish what its writer promises with it, in so many words; null when nothing
     * @param readAt when it became known here
     */
    public record Said(
            MessageKey message,
            String text,
            Instant sentAt,
            @Nullable String agentId,
            @Nullable String orderId,
            @Nullable Wish wish,
            Instant readAt,
            @Nullable String trace) {}

    /**
     * Messages went out: what they promise is recorded.
     *
     * @return what there is to tell of it
     */
    public List<Fact> said(Connection tx, List<Said> messages, Map<String, SellerClocks> clocks) throws SQLException {
        var made = new ArrayList<Promise>();
        var facts = new ArrayList<Fact>();
        for (Said said : messages) {
            SellerClocks seller = Objects.requireNonNull(
                    clocks.get(said.message.conversation().sellerId()));
            for (Promise promise : in(said, seller)) {
                made.add(promise);
                facts.add(PromiseFacts.made(promise, seller).tracedBy(said.trace));
            }
        }
        promises.keep(tx, made);
        return facts;
    }

    /** Of a deed promised without a time nobody can say when it is broken; of an order's without an order, neither. */
    private List<Promise> in(Said said, SellerClocks clocks) {
        Pack pack = clocks.rules(said.sentAt);
        ZoneId zone = ZoneId.of(clocks.profile().zone());
        var wishes = new EnumMap<Deed, Wish>(Deed.class);
        for (var heard : understanding.promises(said.text, pack)) {
            Deed deed = Deed.of(heard.deed());
            if (!deed.isOfAnOrder() || said.orderId != null) {
                heard.due()
                        .by(said.sentAt, zone)
                        .filter(due -> due.isAfter(said.sentAt))
                        .ifPresent(due ->
                                wishes.put(deed, new Wish(deed, deed.name(), due.truncatedTo(ChronoUnit.MICROS))));
            }
        }
        if (said.wish != null) {
            wishes.put(said.wish.deed, said.wish);
        }
        return wishes.values().stream()
                .map(wish -> made(
                        said.message.conversation(),
                        FactId.of(
                                EventType.PROMISE_MADE,
                                said.message.conversation().sellerId(),
                                said.message.conversation().conversationId(),
                                said.message.messageId(),
                                wish.deed.name()),
                        said.message.messageId(),
                        said.orderId,
                        wish,
                        said.agentId,
                        said.sentAt,
                        said.readAt,
                        pack))
                .toList();
    }

    private static Promise made(
            ConversationKey conversation,
            String promiseId,
            @Nullable String messageId,
            @Nullable String orderId,
            Wish wish,
            @Nullable String agentId,
            Instant madeAt,
            Instant readAt,
            Pack pack) {
        return Promise.made(
                conversation,
                promiseId,
                messageId,
                orderId,
                wish.deed,
                wish.what,
                agentId,
                madeAt,
                wish.dueAt,
                readAt,
                pack.clocks().warnAt(),
                pack.clocks().noticeFor());
    }

    /** An agent records a promise beside any message; what there is to tell of it is added to {@code facts}. */
    public Promise record(
            Connection tx,
            ConversationKey conversation,
            String promiseId,
            @Nullable String orderId,
            Wish wish,
            String agentId,
            Instant now,
            @Nullable String trace,
            List<Fact> facts)
            throws SQLException {
        SellerClocks clocks = clockBook.of(profiles.get(tx, conversation.sellerId()));
        Promise promise = made(conversation, promiseId, null, orderId, wish, agentId, now, now, clocks.rules(now));
        promises.keep(tx, List.of(promise));
        facts.add(PromiseFacts.made(promise, clocks).tracedBy(trace));
        return promise;
    }

    /** What came of an agent's word on a promise. */
    public sealed interface Settled {

        record Done(Promise promise, List<Fact> facts) implements Settled {}

        record NoSuchPromise() implements Settled {}

        /** It was kept or fell away before, or was made good. */
        record Before(Promise promise) implements Settled {}
    }

    /** An agent says what became of a promise: kept, or taken back; of a broken one, that it was made good. */
    public Settled settle(
            Connection tx,
            ConversationKey conversation,
            String promiseId,
            Promise.State outcome,
            String agentId,
            Instant now)
            throws SQLException {
        Promise held = promises.lock(tx, new Promise.Key(conversation.sellerId(), promiseId));
        if (held == null || !held.conversation().equals(conversation)) {
            return new Settled.NoSuchPromise();
        }
        Promise present = held.by(promises.evidence(tx, List.of(held)).getOrDefault(held.key(), Evidence.NONE));
        boolean over = present.state() == Promise.State.KEPT
                || present.state() == Promise.State.LAPSED
                || present.settledAt() != null;
        if (over) {
            return new Settled.Before(present);
        }
        SellerClocks clocks = clockBook.of(profiles.get(tx, conversation.sellerId()));
        Promise settled = present.settledBy(agentId, outcome, now);
        promises.keep(tx, List.of(settled));
        return new Settled.Done(settled, PromiseFacts.quiet(held, now, clocks));
    }

    /** Orders moved on: what was promised of them may be kept now, or have fallen away. */
    public List<Fact> ordersMoved(Connection tx, Collection<OrderKey> orders, Instant now) throws SQLException {
        if (orders.isEmpty()) {
            return List.of();
        }
        var open = promises.open(tx, orders);
        if (open.isEmpty()) {
            return List.of();
        }
        var sellers = new TreeSet<String>();
        open.forEach(promise -> sellers.add(promise.conversation().sellerId()));
        Map<String, SellerClocks> clocks = clockBook.of(profiles.get(tx, sellers));
        Map<Promise.Key, Evidence> evidence = promises.evidence(tx, open);
        var settled = new ArrayList<Promise>();
        var facts = new ArrayList<Fact>();
        for (Promise promise : open) {
            Promise present = promise.by(evidence.getOrDefault(promise.key(), Evidence.NONE));
            if (!present.isOpen()) {
                settled.add(present);
                facts.addAll(PromiseFacts.quiet(
                        promise,
                        now,
                        Objects.requireNonNull(clocks.get(promise.conversation().sellerId()))));
            }
        }
        promises.keep(tx, settled);
        return facts;
    }
}
