package dev.rapport.message.conversation.adapter.rest;

import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.page.Cursor;
import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.conversation.application.Inbox;
import dev.rapport.message.conversation.application.InboxFilter;
import dev.rapport.message.conversation.application.InboxQuery;
import dev.rapport.message.conversation.application.InboxQuery.Listed;
import dev.rapport.message.conversation.application.Masks;
import dev.rapport.message.conversation.application.SavedFilters;
import dev.rapport.message.conversation.application.SavedFilters.SavedFilter;
import dev.rapport.message.conversation.application.SellerClockBook;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code GET …/conversations}: the inbox of one seller, or of all that the token names. */
@Singleton
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
final class InboxResource {

    private final SellerTransactions transactions;
    private final Inbox inbox;
    private final SavedFilters savedFilters;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Masks masks;
    private final CurrentCaller caller;
    private final Clock clock;

    InboxResource(
            SellerTransactions transactions,
            Inbox inbox,
            SavedFilters savedFilters,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Masks masks,
            CurrentCaller caller,
            Clock clock) {
        this.transactions = transactions;
        this.inbox = inbox;
        this.savedFilters = savedFilters;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.masks = masks;
        this.caller = caller;
        this.clock = clock;
    }

    /** The parameters as they were written. */
    private record Asked(
            @Nullable String status,
            @Nullable String kind,
            @Nullable String scene,
            @Nullable String assignee,
            @Nullable String clockDueBefore,
            @Nullable String sort,
            @Nullable String q,
            @Nullable String filter) {}

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
            @QueryParam("q") @Nullable String q,
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var asked = new Asked(status, kind, scene, assignee, clockDueBefore, sort, q, filter);
        return page(sellerId, asked, limit, cursor);
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
            @QueryParam("q") @Nullable String q,
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var asked = new Asked(status, kind, scene, assignee, clockDueBefore, sort, q, filter);
        return page("of the token", asked, limit, cursor);
    }

    private Page<ConversationView> page(String tenant, Asked asked, @Nullable String limit, @Nullable String cursor) {
        InboxFilter saved = saved(asked);
        String canonical =
                String.join("|", "conversations", tenant, asked.toString(), saved == null ? "" : saved.toString());
        PageRequest page = PageRequest.of(limit, cursor, canonical);
        InboxQuery query = query(asked, saved, page);
        if (query.sellers().isEmpty()) {
            return new Page<>(List.of(), null);
        }
        return transactions.read(query.sellers(), tx -> shown(tx, query, page));
    }

    /** The filter the caller has saved; null when none is asked for. */
    private @Nullable InboxFilter saved(Asked asked) {
        String filterId = InboxParameters.given(asked.filter);
        if (filterId == null) {
            return null;
        }
        return transactions
                .read(
                        Set.of(),
                        tx -> Optional.ofNullable(
                                savedFilters.find(tx, caller.caller().agentId(), filterId)))
                .map(SavedFilter::filter)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
    }

    /** What is written in the request goes before what was saved. */
    private InboxQuery query(Asked asked, @Nullable InboxFilter saved, PageRequest page) {
        var read = InboxParameters.read(asked.status, asked.kind, asked.scene, asked.sort, asked.q);
        Instant dueBefore = InboxParameters.instant("clockDueBefore", asked.clockDueBefore);
        String assignee = InboxParameters.given(asked.assignee);
        Instant now = clock.instant();
        Set<String> sellers = caller.visibleSellers();
        if (saved != null) {
            var kept = InboxParameters.read(null, null, null, null, saved.q());
            read = new InboxParameters.Read(
                    first(read.status(), saved.status()),
                    first(read.kind(), saved.kind()),
                    first(read.scene(), saved.scene()),
                    first(read.sort(), saved.sort()),
                    first(read.words(), kept.words()));
            assignee = first(assignee, saved.assignee());
            Long within = saved.clockDueWithinSeconds();
            dueBefore = first(dueBefore, within == null ? null : now.plusSeconds(within));
            sellers = narrowed(sellers, saved.sellerId());
        }
        return new InboxQuery(
                sellers,
                read.status(),
                read.kind(),
                read.scene(),
                assignee,
                dueBefore,
                read.words(),
                Objects.requireNonNullElse(read.sort(), InboxQuery.Sort.RECENT),
                position(page.after()),
                page.fetch(),
                now);
    }

    /** To the saved filter's seller, if it is still one of the token's. */
    private Set<String> narrowed(Set<String> sellers, @Nullable String sellerId) {
        if (sellerId == null) {
            return sellers;
        }
        return caller.caller().mayName(sellerId) && (caller.sellerOrNull() == null || sellers.contains(sellerId))
                ? Set.of(sellerId)
                : Set.of();
    }

    private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
        return one == null ? other : one;
    }

    private Page<ConversationView> shown(Connection tx, InboxQuery query, PageRequest request) throws SQLException {
        Page<Listed> page =
                Page.of(request, inbox.page(tx, query), listed -> InboxQuery.Position.of(listed, query.sort())
                        .keys());
        var sellers = page.items().stream()
                .map(listed -> listed.conversation().key().sellerId())
                .collect(Collectors.toSet());
        Map<String, SellerChanged> profile = profiles.get(tx, sellers);
        return page.map(listed -> {
            SellerChanged of = Objects.requireNonNull(
                    profile.get(listed.conversation().key().sellerId()));
            return ConversationView.of(masked(listed, of), clockBook.of(of), query.now());
        });
    }

    /** MSG-18: as the conversation by itself would show it. */
    private Listed masked(Listed listed, SellerChanged profile) {
        var said = listed.lastSaid();
        return said == null || listed.dataRequests().isEmpty()
                ? listed
                : new Listed(
                        listed.conversation(),
                        listed.priceOfMiss(),
                        listed.dataRequests(),
                        said.masked(masks.of(profile)));
    }

    private static InboxQuery.@Nullable Position position(@Nullable Cursor after) {
        return after == null
                ? null
                : new InboxQuery.Position(
                        after.size() > 3 ? after.decimal(3) : null, after.text(0), after.text(1), after.text(2));
    }
}
