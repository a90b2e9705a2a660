package dev.rapport.score.explanation;

import dev.rapport.score.card.Inquiries;
import dev.rapport.score.card.Question;
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
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code GET /sellers/{sellerId}/score/explanation}. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/score/explanation")
@Produces(MediaType.APPLICATION_JSON)
final class ExplanationResource {
    private final Inquiries inquiries;

    ExplanationResource(Inquiries inquiries) {
        this.inquiries = inquiries;
    }

    @GET
    @Operation(summary = "Every point a score lost, by component, metric and sample; they add up")
    public ExplanationAnswer explanation(
            @PathParam("sellerId") String sellerId,
            @QueryParam("asOf") @Nullable String asOf,
            @QueryParam("window") @Nullable String windowText) {
        return inquiries.answer(sellerId, asOf, inquiry -> {
            Window window = Question.window(windowText, inquiry.asOf(), inquiry.pack());
            WindowSums sums = inquiry.sums(window);
            return ExplanationAnswer.of(inquiry, ScoreCard.of(sums, inquiry.rules(), Set.of()), sums);
        });
    }
}
