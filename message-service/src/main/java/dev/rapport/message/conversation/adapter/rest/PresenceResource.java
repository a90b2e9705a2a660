package dev.rapport.message.conversation.adapter.rest;

import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.http.KnownFieldsOnly;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.conversation.application.ConversationPaths;
import dev.rapport.message.conversation.application.Presences;
import dev.rapport.message.conversation.application.Presences.Doing;
import dev.rapport.message.conversation.application.Presences.Present;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.rest.AgentIds;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * {@code …/presence}: who else is at a conversation, so that two agents do not write the same answer. Whoever is there says so every
 * few seconds; it binds nobody, and what may be done is told by the conversation itself (MSG-17).
 */
@Singleton
@Path("/api/v1/sellers/{sellerId}/conversations/{conversationId}/presence")
@Produces(MediaType.APPLICATION_JSON)
final class PresenceResource {

    private static final String READING = "reading";
    private static final String WRITING = "writing";
    private static final String GONE = "gone";

    private final SellerTransactions transactions;
    private final Presences presences;
    private final CurrentCaller caller;
    private final Clock clock;

    PresenceResource(SellerTransactions transactions, Presences presences, CurrentCaller caller, Clock clock) {
        this.transactions = transactions;
        this.presences = presences;
        this.caller = caller;
        this.clock = clock;
    }

    /** @param doing what the caller does there; gone when it leaves */
    @KnownFieldsOnly
    record Here(
            @Schema(enumeration = {READING, WRITING, GONE}) @Nullable
            String doing) {}

    /** @param others by agent, without the caller */
    record PresenceView(List<PresentView> others) {}

    record PresentView(
            String agentId,
            @Schema(enumeration = {READING, WRITING}) String doing,
            Instant seenAt) {}

    @GET
    public PresenceView others(
            @PathParam("sellerId") String sellerId, @PathParam("conversationId") String conversationId) {
        ConversationKey key = ConversationPaths.key(sellerId, conversationId);
        return transactions.read(sellerId, tx -> {
            demandKnown(tx, key);
            return shown(tx, key, now());
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public PresenceView here(
            @PathParam("sellerId") String sellerId, @PathParam("conversationId") String conversationId, Here body) {
        ConversationKey key = ConversationPaths.key(sellerId, conversationId);
        Doing doing = doing(Objects.requireNonNullElse(body.doing(), ""));
        return transactions.write(sellerId, tx -> {
            demandKnown(tx, key);
            Instant now = now();
            if (doing == null) {
                presences.gone(tx, key, agent());
            } else {
                presences.seen(tx, key, new Present(agent(), doing, now));
            }
            return shown(tx, key, now);
        });
    }

    /** Null for gone. */
    private static @Nullable Doing doing(String written) {
        return switch (written) {
            case READING -> Doing.READING;
            case WRITING -> Doing.WRITING;
            case GONE -> null;
            default ->
                throw new ProblemException(
                        CommonProblem.INVALID,
                        "doing is reading, writing or gone.",
                        List.of(Violation.ofField("doing", "is reading, writing or gone")));
        };
    }

    private PresenceView shown(Connection tx, ConversationKey key, Instant now) throws SQLException {
        return new PresenceView(presences.others(tx, key, agent(), now).stream()
                .map(one -> new PresentView(one.agentId(), one.doing().name().toLowerCase(Locale.ROOT), one.seenAt()))
                .toList());
    }

    private void demandKnown(Connection tx, ConversationKey key) throws SQLException {
        if (!presences.known(tx, key)) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
    }

    private String agent() {
        return AgentIds.of(caller.caller().agentId());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
