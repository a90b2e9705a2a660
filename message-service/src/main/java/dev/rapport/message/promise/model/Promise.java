package dev.rapport.message.promise.model;

import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.order.model.Happening;
import dev.rapport.message.order.model.OrderFile;
import dev.rapport.message.order.model.OrderKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * MSG-16: something promised to a buyer.
 *
 * @param messageId the message that promises; null for one that an agent recorded beside any
 * @param what the deed's name, or an agent's words
 * @param madeBy the agent, where known
 * @param readAt when it became known here: of what was due long before, nobody is warned
 * @param settledAt when it was kept, broken, or fell away; of a broken one, when an agent made it good
 * @param settledBy the agent who said so; null where events did
 * @param alert the alert that stands; null when none does
 * @param nextMarkAt when it is to be looked at again; null when it is not
 */
public record Promise(
        ConversationKey conversation,
        String promiseId,
        @Nullable String messageId,
        @Nullable String orderId,
        Deed deed,
        String what,
        @Nullable String madeBy,
        Instant madeAt,
        Instant dueAt,
        Instant readAt,
        State state,
        @Nullable Instant settledAt,
        @Nullable String settledBy,
        @Nullable Alert alert,
        @Nullable Instant nextMarkAt) {

    /** What became of it. */
    public enum State {
        OPEN,
        KEPT,
        /** Its time passed. */
        BROKEN,
        /** The order was cancelled, the message refused, or an agent took it back in time. */
        LAPSED
    }

    /** What is shouted about it. */
    public enum Alert {
        DUE,
        BROKEN
    }

    /**
     * What is known of it besides.
     *
     * @param order null where none is known
     * @param answeredAt when a human first wrote in its conversation after it was made; null when none did
     * @param refused whether the message that promises was refused: the buyer never read it
     */
    public record Evidence(
            @Nullable OrderFile order, @Nullable Instant answeredAt, boolean refused) {

        public static final Evidence NONE = new Evidence(null, null, false);
    }

    /**
     * A new one.
     *
     * @param warnAfter share of its time after which its coming due is told
     * @param noticeFor what was due longer before it was read warns nobody
     */
    public static Promise made(
            ConversationKey conversation,
            String promiseId,
            @Nullable String messageId,
            @Nullable String orderId,
            Deed deed,
            String what,
            @Nullable String madeBy,
            Instant madeAt,
            Instant dueAt,
            Instant readAt,
            double warnAfter,
            Duration noticeFor) {
        boolean history = dueAt.isBefore(readAt.minus(noticeFor));
        Duration until =
                Duration.ofMillis((long) (Duration.between(madeAt, dueAt).toMillis() * warnAfter));
        return new Promise(
                conversation,
                promiseId,
                messageId,
                orderId,
                deed,
                what,
                madeBy,
                madeAt,
                dueAt,
                readAt,
                State.OPEN,
                null,
                null,
                null,
                history ? dueAt : madeAt.plus(until));
    }

    /** The order it is about; null when it is about none. */
    public @Nullable OrderKey order() {
        return orderId == null ? null : new OrderKey(conversation.sellerId(), orderId);
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether a notice of it would still concern somebody. */
    public boolean concernsSomebody(Duration noticeFor) {
        return !dueAt.isBefore(readAt.minus(noticeFor));
    }

    /** As it stands by the evidence: what was done in time keeps it, whatever came after. */
    public Promise by(Evidence evidence) {
        if (!isOpen()) {
            return this;
        }
        Instant done = doneAt(evidence);
        if (done != null && !done.isAfter(dueAt)) {
            return settled(State.KEPT, done, null);
        }
        if (evidence.refused) {
            return settled(State.LAPSED, madeAt, null);
        }
        Instant cancelled = cancelledAt(evidence.order);
        return cancelled != null && !cancelled.isAfter(dueAt) && deed != Deed.REFUND && deed.isOfAnOrder()
                ? settled(State.LAPSED, cancelled, null)
                : this;
    }

    /** Its time has passed and nothing kept it. */
    public Promise broken(boolean shouted) {
        return standing(State.BROKEN, null, null, shouted ? Alert.BROKEN : null, null);
    }

    /** Its time is nearly over. */
    public Promise nearlyDue(boolean shouted) {
        return standing(state, settledAt, settledBy, shouted ? Alert.DUE : alert, dueAt);
    }

    /** An agent says what became of it; a broken one stays broken and is made good. */
    public Promise settledBy(String agentId, State outcome, Instant at) {
        return settled(state == State.BROKEN ? State.BROKEN : outcome, at, agentId);
    }

    private Promise settled(State now, Instant at, @Nullable String agentId) {
        return standing(now, at, agentId, null, null);
    }

    /** The same promise, with what has become of it. */
    private Promise standing(
            State now, @Nullable Instant settled, @Nullable String by, @Nullable Alert told, @Nullable Instant nextAt) {
        return new Promise(
                conversation,
                promiseId,
                messageId,
                orderId,
                deed,
                what,
                madeBy,
                madeAt,
                dueAt,
                readAt,
                now,
                settled,
                by,
                told,
                nextAt);
    }

    /** When it was done; null when it was not, as far as is known. */
    private @Nullable Instant doneAt(Evidence evidence) {
        OrderFile order = evidence.order;
        return switch (deed) {
            case SHIP -> at(order == null ? null : order.shipped());
            case DELIVER -> at(order == null ? null : order.first(Happening.Delivered.class));
            // What was given before it was promised is not what was promised.
            case REPLACE -> notBefore(at(order == null ? null : order.shipped()));
            case REFUND ->
                order == null
                        ? null
                        : order.happenings().stream()
                                .flatMap(happening -> happening instanceof Happening.Refunded refunded
                                        ? Stream.of(refunded.at())
                                        : Stream.empty())
                                .filter(refund -> !refund.isBefore(madeAt))
                                .findFirst()
                                .orElse(null);
            case REPLY -> evidence.answeredAt;
            case OTHER -> null;
        };
    }

    private @Nullable Instant notBefore(@Nullable Instant at) {
        return at == null || at.isBefore(madeAt) ? null : at;
    }

    private static @Nullable Instant at(@Nullable Happening happening) {
        return happening == null ? null : happening.at();
    }

    private static @Nullable Instant cancelledAt(@Nullable OrderFile order) {
        return order == null ? null : at(order.first(Happening.Cancelled.class));
    }

    /** Names it. */
    public record Key(String sellerId, String promiseId) {}

    public Key key() {
        return new Key(conversation.sellerId(), Objects.requireNonNull(promiseId));
    }
}
