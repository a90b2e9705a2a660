package dev.rapport.score.profile;

import dev.rapport.kit.access.Caller;
import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.score.profile.SellerList.Sort;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code GET /sellers}: the sellers of the token, each with the score last told of it. */
@Singleton
@Path("/api/v1/sellers")
@Produces(MediaType.APPLICATION_JSON)
final class SellerListResource {
    private final SellerList list;
    private final CurrentCaller current;

    SellerListResource(SellerList list, CurrentCaller current) {
        this.list = list;
        this.current = current;
    }

    @GET
    @Operation(summary = "The sellers a token may name, by id or by score, lowest first")
    public Page<SellerList.Item> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("sort") @Nullable String sortText) {
        Sort sort = sort(sortText);
        Caller caller = current.caller();
        PageRequest request = PageRequest.of(limit, cursor, "sellers " + sort + " " + caller.agentId());
        return list.page(caller.sellers(), sort, request);
    }

    private static Sort sort(@Nullable String text) {
        return switch (text == null ? "id" : text) {
            case "id" -> Sort.ID;
            case "score" -> Sort.SCORE;
            default ->
                throw new ProblemException(
                        CommonProblem.BAD_PARAMETER,
                        "sort is id or score.",
                        List.of(Violation.ofField("sort", "is id or score")));
        };
    }
}
