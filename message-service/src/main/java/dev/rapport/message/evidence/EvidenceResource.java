package dev.rapport.message.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rapport.events.Address;
import dev.rapport.events.Kind;
import dev.rapport.events.Money;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.MessageProblem;
import dev.rapport.message.conversation.application.ConversationPaths;
import dev.rapport.message.conversation.application.Masks;
import dev.rapport.message.conversation.application.MessageThread;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.application.Threads;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.evidence.model.Difference;
import dev.rapport.message.evidence.model.Gap;
import dev.rapport.message.evidence.model.Matter;
import dev.rapport.message.evidence.model.Testimony;
import dev.rapport.message.order.OrderView;
import dev.rapport.message.order.application.Orders;
import dev.rapport.message.order.model.Happening;
import dev.rapport.message.order.model.OrderFile;
import dev.rapport.message.order.model.OrderKey;
import dev.rapport.message.understanding.Understanding;
import dev.rapport.policy.Compensation.Remedy;
import dev.rapport.policy.CompensationMatrix;
import dev.rapport.policy.MannerSignal;
import dev.rapport.policy.Pack;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code GET …/conversations/{conversationId}/evidence}: all that speaks for or against a claim, and what is missing (MSG-22). */
@Singleton
@Path("/api/v1/sellers/{sellerId}/conversations/{conversationId}/evidence")
@Produces(MediaType.APPLICATION_JSON)
final class EvidenceResource {

    private static final double LARGEST_DELTA_E = 200;

    private final SellerTransactions transactions;
    private final Threads threads;
    private final Orders orders;
    private final Understanding understanding;
    private final Masks masks;
    private final SellerClockBook clockBook;
    private final Clock clock;

    EvidenceResource(
            SellerTransactions transactions,
            Threads threads,
            Orders orders,
            Understanding understanding,
            Masks masks,
            SellerClockBook clockBook,
            Clock clock) {
        this.transactions = transactions;
        this.threads = threads;
        this.orders = orders;
        this.understanding = understanding;
        this.masks = masks;
        this.clockBook = clockBook;
        this.clock = clock;
    }

    /**
     * The chain.
     *
     * @param matters what the buyer's words claim, the gravest first; empty when they claim nothing of the kind
     * @param order null when nothing was told of it
     * @param missing what is missing or weak, in the order of a parcel's way
     * @param difference null unless something is said to be not as described
     */
    record Chain(
            String conversationId,
            String sellerId,
            String buyerId,
            @Nullable String orderId,
            Instant gatheredAt,
            String pack,
            List<Matter> matters,
            Logistics logistics,
            Whereto address,
            @Nullable OrderView order,
            List<Said> thread,
            @JsonProperty("earlierMessages") boolean earlierMessages,
            EarlierCases earlierCases,
            List<Missing> missing,
            @Nullable Sorted difference,
            Alternatives alternatives) {}

    /** Who has it, and who signed for it where; null for what nobody has told. */
    record Logistics(
            @Nullable String carrier,
            @Nullable String trackingNumber,
            @Nullable Instant shippedAt,
            @Nullable String lastStatus,
            @Nullable Instant lastMovedAt,
            @Nullable Instant deliveredAt,
            @Nullable String signedBy,
            @Nullable String pickupPoint) {}

    /** Where it was sent. */
    record Whereto(@Nullable Address address, List<Change> changes) {}

    /** @param afterShipping whether the parcel was on its way already */
    record Change(
            Instant changedAt,
            @JsonProperty("afterShipping") boolean afterShipping) {}

    record Said(String messageId, String author, String text, Instant sentAt) {}

    record Missing(Gap code, String says) {}

    /**
     * How far from the description.
     *
     * @param deltaE as it was given
     * @param slightUpTo the pack's bound
     */
    record Sorted(Difference sort, @Nullable Double deltaE, double slightUpTo) {}

    /**
     * What the matrix offers (REV-08): any one of these, each all of its remedies together.
     *
     * @param why nothing is offered; left out when something is
     */
    record Alternatives(
            List<List<Remedy>> offers,

            @JsonInclude(JsonInclude.Include.NON_NULL) CompensationMatrix.@Nullable Why why) {}

    @GET
    public Chain evidence(
            @PathParam("sellerId") String sellerId,
            @PathParam("conversationId") String conversationId,
            @QueryParam("deltaE") @Nullable String deltaE) {
        Double measured = measured(deltaE);
        MessageThread thread = threads.read(ConversationPaths.key(sellerId, conversationId));
        if (thread == null) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
        if (thread.conversation().kind() != Kind.AFTER_SALE) {
            throw new ProblemException(
                    MessageProblem.NOT_AFTER_SALE, "Evidence is gathered for conversations after a sale.");
        }
        Instant now = clock.instant();
        Pack pack = clockBook.of(thread.profile()).rules(now);
        return transactions.read(sellerId, tx -> chain(tx, thread, measured, pack, now));
    }

    private Chain chain(Connection tx, MessageThread thread, @Nullable Double deltaE, Pack pack, Instant now)
            throws SQLException {
        Conversation conversation = thread.conversation();
        OrderFile order = order(tx, conversation);
        var claims = understanding.claims(said(thread, order), pack);
        var testimony = new Testimony(claims.scenes(), claims.signals(), claims.threatens());
        List<Matter> matters = Matter.of(testimony);
        var delivered = order == null ? null : order.first(Happening.Delivered.class);
        Set<MannerSignal> signature = delivered == null || delivered.signedBy() == null
                ? Set.of()
                : understanding.signals(delivered.signedBy(), pack);
        var shown = thread.requests().isEmpty() ? thread : thread.masked(masks.of(thread.profile()));
        return new Chain(
                conversation.key().conversationId(),
                conversation.key().sellerId(),
                conversation.buyer().id(),
                conversation.orderId(),
                now,
                pack.label(),
                matters,
                logistics(order),
                whereto(order),
                order == null ? null : OrderView.of(order),
                shown.messages().stream().map(EvidenceResource::said).toList(),
                thread.earlier() != null,
                EarlierCases.of(tx, conversation),
                Gap.of(order, signature).stream()
                        .map(gap -> new Missing(gap, gap.says()))
                        .toList(),
                matters.contains(Matter.NOT_AS_DESCRIBED) || deltaE != null
                        ? new Sorted(
                                Difference.of(testimony, deltaE, pack.advice()),
                                deltaE,
                                pack.advice().slightDifferenceDeltaE())
                        : null,
                alternatives(order, pack, now));
    }

    private @Nullable OrderFile order(Connection tx, Conversation conversation) throws SQLException {
        if (conversation.orderId() == null) {
            return null;
        }
        var key = new OrderKey(conversation.key().sellerId(), conversation.orderId());
        return orders.files(tx, List.of(key)).get(key);
    }

    /** What the buyer has said, in the thread and as reasons of disputes. */
    private static List<String> said(MessageThread thread, @Nullable OrderFile order) {
        var words = new ArrayList<String>();
        thread.messages().stream()
                .filter(entry -> entry.author() == MessageThread.Author.BUYER)
                .map(MessageThread.Entry::text)
                .forEach(words::add);
        if (order != null) {
            order.disputes().forEach(dispute -> {
                if (dispute.reason() != null) {
                    words.add(dispute.reason());
                }
            });
        }
        return words;
    }

    private static Said said(MessageThread.Entry entry) {
        return new Said(
                entry.messageId(), entry.author().name().toLowerCase(Locale.ROOT), entry.text(), entry.sentAt());
    }

    private static Logistics logistics(@Nullable OrderFile order) {
        var shipped = order == null ? null : order.shipped();
        var delivered = order == null ? null : order.first(Happening.Delivered.class);
        Happening.Moved moved = order == null
                ? null
                : order.happenings().stream()
                        .filter(Happening.Moved.class::isInstance)
                        .map(Happening.Moved.class::cast)
                        .reduce((_, last) -> last)
                        .orElse(null);
        return new Logistics(
                shipped == null ? null : shipped.carrier(),
                shipped == null ? null : shipped.trackingNumber(),
                shipped == null ? null : shipped.at(),
                moved == null ? null : moved.status(),
                moved == null ? null : moved.at(),
                delivered == null ? null : delivered.at(),
                delivered == null ? null : delivered.signedBy(),
                delivered == null ? null : delivered.pickupPoint());
    }

    private static Whereto whereto(@Nullable OrderFile order) {
        if (order == null) {
            return new Whereto(null, List.of());
        }
        var placed = order.placed();
        var shipped = order.shipped();
        var changes = order.happenings().stream()
                .filter(Happening.AddressChanged.class::isInstance)
                .map(change ->
                        new Change(change.at(), shipped != null && change.at().isAfter(shipped.at())))
                .toList();
        return new Whereto(placed == null ? null : placed.address(), changes);
    }

    private static Alternatives alternatives(@Nullable OrderFile order, Pack pack, Instant now) {
        Happening.Placed placed = order == null ? null : order.placed();
        Money amount = placed == null ? null : placed.amount();
        LocalDate day = LocalDate.ofInstant(placed == null ? now : placed.at(), ZoneOffset.UTC);
        var offer = CompensationMatrix.of(
                amount,
                order == null ? Set.of() : order.categories(),
                pack.reviews().compensation(),
                pack.triage().rates(),
                day);
        return switch (offer) {
            case CompensationMatrix.Offer.Alternatives open -> new Alternatives(open.alternatives(), null);
            case CompensationMatrix.Offer.Nothing nothing -> new Alternatives(List.of(), nothing.why());
        };
    }

    private static @Nullable Double measured(@Nullable String deltaE) {
        if (deltaE == null || deltaE.isEmpty()) {
            return null;
        }
        try {
            double value = Double.parseDouble(deltaE);
            if (value >= 0 && value <= LARGEST_DELTA_E) {
                return value;
            }
        } catch (NumberFormatException _) {
            // said below, like a number that is none of a difference
        }
        String message = "is a number from 0 to " + (int) LARGEST_DELTA_E;
        throw new ProblemException(
                CommonProblem.BAD_PARAMETER, "deltaE " + message + ".", List.of(Violation.ofField("deltaE", message)));
    }
}
