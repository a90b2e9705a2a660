package dev.rapport.message.promise.adapter;

import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.promise.application.Promises;
import dev.rapport.message.promise.model.Promise;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** MSG-16: {@code GET …/promises?dueBefore&state}, all of a seller. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/promises")
@Produces(MediaType.APPLICATION_JSON)
final class PromiseListResource {

    private final SellerTransactions transactions;
    private final Promises promises;
    private final PromiseViews views;
    private final Clock clock;

    PromiseListResource(SellerTransactions transactions, Promises promises, PromiseViews views, Clock clock) {
        this.transactions = transactions;
        this.promises = promises;
        this.views = views;
        this.clock = clock;
    }

    @GET
    public Page<PromiseViews.PromiseView> page(
            @PathParam("sellerId") String sellerId,
            @QueryParam("state") @Nullable String state,
            @QueryParam("dueBefore") @Nullable String dueBefore,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Promise.State wanted = state(state);
        Instant before = instant(dueBefore);
        PageRequest page = PageRequest.of(limit, cursor, "promises|" + sellerId + "|" + wanted + "|" + before);
        Instant now = clock.instant();
        return transactions.read(sellerId, tx -> {
            var after = page.after();
            var position = after == null ? null : new Promises.Position(after.instant(0), after.text(1));
            var found = Page.of(
                    page,
                    promises.page(tx, sellerId, wanted, before, position, page.fetch()),
                    promise -> List.of(promise.dueAt(), promise.promiseId()));
            return new Page<>(views.views(tx, sellerId, found.items(), now), found.next());
        });
    }

    private static Promise.@Nullable State state(@Nullable String name) {
        if (name == null) {
            return null;
        }
        for (Promise.State state : Promise.State.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(name)) {
                return state;
            }
        }
        throw parameter("state", "is open, kept, broken or lapsed");
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException _) {
            throw parameter("dueBefore", "is a time like 2026-11-22T10:00:00Z");
        }
    }

    private static ProblemException parameter(String field, String message) {
        return new ProblemException(
                CommonProblem.BAD_PARAMETER, field + " " + message + ".", List.of(Violation.ofField(field, message)));
    }
}
