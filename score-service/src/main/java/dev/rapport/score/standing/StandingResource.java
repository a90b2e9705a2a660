package dev.rapport.score.standing;

import dev.rapport.score.card.Inquiries;
import dev.rapport.score.card.Inquiries.Inquiry;
import dev.rapport.score.closes.model.CloseCalendar;
import dev.rapport.score.engine.Hours;
import dev.rapport.score.engine.Timeline;
import dev.rapport.score.standing.model.Standings;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code GET /sellers/{sellerId}/standing}. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/standing")
@Produces(MediaType.APPLICATION_JSON)
final class StandingResource {
    private final Inquiries inquiries;

    StandingResource(Inquiries inquiries) {
        this.inquiries = inquiries;
    }

    @GET
    @Operation(summary = "What the marketplace holds against a seller, and the closes it rests on")
    public StandingAnswer standing(@PathParam("sellerId") String sellerId, @QueryParam("asOf") @Nullable String asOf) {
        return inquiries.answer(sellerId, asOf, StandingResource::standing);
    }

    private static StandingAnswer standing(Inquiry inquiry) throws SQLException {
        CloseCalendar calendar = new CloseCalendar(inquiry.state().zone());
        Standings standings =
                new Standings(calendar, inquiry.packs(), inquiry.state().fulfilment(), inquiry.asOf());
        Timeline timeline = inquiry.timeline(Hours.of(inquiry.asOf().minus(Standings.REACH)));
        Standings.Reached reached =
                standings.advance(standings.before(timeline), timeline, calendar.lastEnded(inquiry.asOf()));
        Instant frozenUntil = Freezes.until(inquiry.tx(), List.of(inquiry.seller()), inquiry.asOf())
                .get(inquiry.seller());
        return StandingAnswer.of(inquiry, standings, reached.state().rules(), frozenUntil);
    }
}
