package dev.rapport.score.card;

import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.policy.Pack;
import dev.rapport.policy.Packs;
import dev.rapport.score.SellerPath;
import dev.rapport.score.engine.ScoreRules;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code GET /sellers/{sellerId}/score}. Nothing is cached: an answer is what is stored when it is made. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/score")
@Produces(MediaType.APPLICATION_JSON)
final class ScoreResource {
    private final SellerTransactions sellers;
    private final Packs packs;
    private final Clock clock;

    ScoreResource(SellerTransactions sellers, Packs packs, Clock clock) {
        this.sellers = sellers;
        this.packs = packs;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "The score of a seller with its components, metrics and counters, at any past instant")
    public ScoreAnswer score(
            @PathParam("sellerId") String sellerId,
            @QueryParam("asOf") @Nullable String asOfText,
            @QueryParam("window") @Nullable String windowText) {
        String seller = SellerPath.check(sellerId);
        Instant asOf = Question.asOf(asOfText, clock.instant());
        return sellers.read(seller, tx -> {
            SellerState state = SellerState.read(tx, seller);
            Pack pack = packs.pack(state.pack(), asOf);
            var window = Question.window(windowText, asOf, pack);
            return ScoreAnswer.of(seller, asOf, state, CardReader.read(tx, seller, window, ScoreRules.of(pack)));
        });
    }
}
