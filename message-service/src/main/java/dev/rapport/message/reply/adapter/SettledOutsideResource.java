package dev.rapport.message.reply.adapter;

import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.http.Trace;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.reply.application.SettledOutside;
import dev.rapport.message.reply.application.SettledOutside.Outcome;
import dev.rapport.message.rest.AgentIds;
import dev.rapport.policy.Pack;
import dev.rapport.text.PlainText;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** MSG-15: {@code POST …/settled-outside}, what was done at the marketplace itself. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/settled-outside")
final class SettledOutsideResource {

    private static final int MOST_ENTRIES = 200;
    private static final Duration LONGEST_AGO = Duration.ofDays(30);

    private final SellerTransactions transactions;
    private final SettledOutside settled;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final CurrentCaller caller;
    private final RoutingContext request;
    private final Clock clock;

    SettledOutsideResource(
            SellerTransactions transactions,
            SettledOutside settled,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            CurrentCaller caller,
            RoutingContext request,
            Clock clock) {
        this.transactions = transactions;
        this.settled = settled;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.caller = caller;
        this.request = request;
        this.clock = clock;
    }

    /** What was settled. */
    record Settled(@Nullable List<Entry> items) {}

    /**
     * One thing that was settled outside.
     *
     * @param at when, not after now
     * @param text what the buyer was told; left out where it is not known
     * @param messageId a reply of ours that was delivered by hand instead
     */
    record Entry(
            @Nullable String conversationId,
            @Nullable Instant at,
            @Nullable String text,
            @Nullable String messageId) {}

    /** What came of each, in the order of the request. */
    record Results(List<Result> items) {}

    record Result(@Nullable String conversationId, @Nullable String messageId, Outcome outcome) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Results settle(@PathParam("sellerId") String sellerId, Settled body) {
        List<Entry> entries = Objects.requireNonNullElse(body.items(), List.of());
        if (entries.isEmpty() || entries.size() > MOST_ENTRIES) {
            throw invalid("items", "has 1 to " + MOST_ENTRIES + " entries");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Pack pack = transactions.read(
                sellerId, tx -> clockBook.of(profiles.get(tx, sellerId)).rules(now));
        for (int i = 0; i < entries.size(); i++) {
            check("items[" + i + "].", entries.get(i), pack, now);
        }
        var results = new ArrayList<Result>();
        for (Entry entry : entries) {
            // Each for itself: one aggregate, one transaction.
            Outcome outcome = transactions.write(sellerId, tx -> settle(tx, sellerId, entry, now));
            results.add(new Result(entry.conversationId(), entry.messageId(), outcome));
        }
        return new Results(results);
    }

    private static void check(String at, Entry entry, Pack pack, Instant now) {
        Instant when = entry.at();
        if (when == null || when.isAfter(now) || when.isBefore(now.minus(LONGEST_AGO))) {
            throw invalid(at + "at", "is a time of the last " + LONGEST_AGO.toDays() + " days");
        }
        if (entry.text() != null && entry.messageId() != null) {
            throw invalid(at + "text", "and messageId exclude each other");
        }
        boolean plain = entry.text() == null
                || PlainText.faults(
                                entry.text(),
                                pack.messages().maxLength(),
                                pack.messages().html())
                        .isEmpty();
        if (!plain) {
            throw invalid(
                    at + "text", "is plain text of at most " + pack.messages().maxLength() + " characters");
        }
    }

    private Outcome settle(Connection tx, String sellerId, Entry entry, Instant now) throws SQLException {
        ConversationKey key =
                entry.conversationId() == null ? null : ConversationKey.inPath(sellerId, entry.conversationId());
        if (key == null) {
            return Outcome.NO_SUCH_CONVERSATION;
        }
        return settled.settle(
                tx,
                new SettledOutside.Entry(
                        key,
                        entry.messageId(),
                        entry.text(),
                        UUID.randomUUID().toString(),
                        AgentIds.of(caller.caller().agentId()),
                        Objects.requireNonNull(entry.at()).truncatedTo(ChronoUnit.MICROS),
                        now,
                        Trace.of(request).traceparent()));
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(
                CommonProblem.INVALID, field + " " + message + ".", List.of(Violation.ofField(field, message)));
    }
}
