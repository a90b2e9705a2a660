package dev.rapport.message.conversation.adapter.rest;

import dev.rapport.events.Kind;
import dev.rapport.events.Scene;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.page.Cursor;
import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.conversation.application.Inbox;
import dev.rapport.message.conversation.application.InboxQuery;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.Status;
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
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code GET …/conversations}: the inbox of one seller, or of all that the token names. */
@Singleton
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
final class InboxResource {

    private final SellerTransactions transactions;
    private final Inbox inbox;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final CurrentCaller caller;
    private final Clock clock;

    InboxResource(
            SellerTransactions transactions,
            Inbox inbox,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            CurrentCaller caller,
            Clock clock) {
        this.transactions = transactions;
        this.inbox = inbox;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.caller = caller;
        this.clock = clock;
    }

    /** Filters as they were written. */
    private record Filters(
            @Nullable String status,
            @Nullable String kind,
            @Nullable String scene,
            @Nullable String assignee,
            @Nullable String clockDueBefore) {}

    @GET
    @Path("/sellers/{sellerId}/conversations")
    public Page<ConversationView> ofSeller(
            @PathParam("sellerId") String sellerId,
            @QueryParam("status") @Nullable String status,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("scene") @Nullable String scene,
            @QueryParam("assignee") @Nullable String assignee,
            @QueryParam("clockDueBefore") @Nullable String clockDueBefore,
            @QueryParam("sort") @Nullable String sort,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return page(sellerId, new Filters(status, kind, scene, assignee, clockDueBefore), sort, limit, cursor);
    }

    @GET
    @Path("/conversations")
    public Page<ConversationView> ofToken(
            @QueryParam("status") @Nullable String status,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("scene") @Nullable String scene,
            @QueryParam("assignee") @Nullable String assignee,
            @QueryParam("clockDueBefore") @Nullable String clockDueBefore,
            @QueryParam("sort") @Nullable String sort,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return page("of the token", new Filters(status, kind, scene, assignee, clockDueBefore), sort, limit, cursor);
    }

    private Page<ConversationView> page(
            String tenant, Filters filters, @Nullable String sort, @Nullable String limit, @Nullable String cursor) {
        InboxQuery.Sort order =
                Objects.requireNonNullElse(constant("sort", sort, InboxQuery.Sort.values()), InboxQuery.Sort.RECENT);
        String canonical = String.join("|", "conversations", tenant, filters.toString(), order.name());
        PageRequest page = PageRequest.of(limit, cursor, canonical);
        Instant now = clock.instant();
        var query = new InboxQuery(
                caller.visibleSellers(),
                constant("status", filters.status, Status.values()),
                constant("kind", filters.kind, Kind.values()),
                constant("scene", filters.scene, Scene.values()),
                filters.assignee == null || filters.assignee.isEmpty() ? null : filters.assignee,
                instant("clockDueBefore", filters.clockDueBefore),
                order,
                position(page.after()),
                page.fetch(),
                now);
        if (query.sellers().isEmpty()) {
            return new Page<>(List.of(), null);
        }
        return transactions.read(query.sellers(), tx -> shown(tx, query, page));
    }

    private Page<ConversationView> shown(Connection tx, InboxQuery query, PageRequest request) throws SQLException {
        Page<Conversation> page = Page.of(
                request, inbox.page(tx, query), conversation -> InboxQuery.Position.of(conversation, query.sort())
                        .keys());
        var sellers = page.items().stream()
                .map(conversation -> conversation.key().sellerId())
                .collect(Collectors.toSet());
        Map<String, SellerChanged> profile = profiles.get(tx, sellers);
        return page.map(conversation -> ConversationView.of(
                conversation,
                clockBook.of(
                        Objects.requireNonNull(profile.get(conversation.key().sellerId()))),
                query.now()));
    }

    private static InboxQuery.@Nullable Position position(@Nullable Cursor after) {
        return after == null ? null : new InboxQuery.Position(after.text(0), after.text(1), after.text(2));
    }

    private static @Nullable Instant instant(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        try {
            return Instant.parse(value);
        } catch (DateTimeException _) {
            String message = "is an instant such as 2026-11-22T10:00:00Z";
            throw new ProblemException(
                    CommonProblem.BAD_PARAMETER, name + " " + message + ".", List.of(Violation.ofField(name, message)));
        }
    }

    /** Constants are written as they stand; sorts in lower case, so either is taken. */
    private static <E extends Enum<E>> @Nullable E constant(String name, @Nullable String value, E[] constants) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        for (E constant : constants) {
            if (constant.name().equals(value)
                    || constant.name().toLowerCase(Locale.ROOT).equals(value)) {
                return constant;
            }
        }
        String message = "is one of " + Arrays.stream(constants).map(E::name).collect(Collectors.joining(", "));
        throw new ProblemException(
                CommonProblem.BAD_PARAMETER, name + " " + message + ".", List.of(Violation.ofField(name, message)));
    }
}
