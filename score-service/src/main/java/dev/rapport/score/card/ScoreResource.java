package dev.rapport.score.card;

import dev.rapport.score.SellerPath;
import dev.rapport.score.engine.ScoreCard;
import dev.rapport.score.engine.Window;
import dev.rapport.score.engine.WindowSums;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code GET /sellers/{sellerId}/score}. The answer for now is kept for a tenth of a second, any other is made anew. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/score")
@Produces(MediaType.APPLICATION_JSON)
final class ScoreResource {
    private final Inquiries inquiries;
    private final RecentAnswers recent = new RecentAnswers();

    ScoreResource(Inquiries inquiries) {
        this.inquiries = inquiries;
    }

    @GET
    @Operation(summary = "The score of a seller with its components, metrics and counters, at any past instant")
    public ScoreAnswer score(
            @PathParam("sellerId") String sellerId,
            @QueryParam("asOf") @Nullable String asOf,
            @QueryParam("window") @Nullable String window) {
        return asOf == null
                ? recent.answer(SellerPath.check(sellerId), window, () -> make(sellerId, null, window))
                : make(sellerId, asOf, window);
    }

    private ScoreAnswer make(String sellerId, @Nullable String asOf, @Nullable String windowText) {
        return inquiries.answer(sellerId, asOf, inquiry -> {
            Window window = Question.window(windowText, inquiry.asOf(), inquiry.pack());
            WindowSums sums = inquiry.sums(window);
            return ScoreAnswer.of(inquiry, inquiry.rules(), ScoreCard.of(sums, inquiry.rules()), sums);
        });
    }
}
