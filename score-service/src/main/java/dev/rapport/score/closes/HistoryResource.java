package dev.rapport.score.closes;

import dev.rapport.policy.StandingRule.Period;
import dev.rapport.score.card.Inquiries;
import dev.rapport.score.closes.model.CloseCalendar;
import dev.rapport.score.closes.model.Closing;
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

/** {@code GET /sellers/{sellerId}/score/history}. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/score/history")
@Produces(MediaType.APPLICATION_JSON)
final class HistoryResource {
    private final Inquiries inquiries;

    HistoryResource(Inquiries inquiries) {
        this.inquiries = inquiries;
    }

    @GET
    @Operation(summary = "Daily or weekly closes between two local days, provisional ones included")
    public HistoryAnswer history(
            @PathParam("sellerId") String sellerId,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("period") @Nullable String periodText) {
        Period period = Range.period(periodText);
        return inquiries.answer(sellerId, null, inquiry -> {
            CloseCalendar calendar = new CloseCalendar(inquiry.state().zone());
            Closing closing = new Closing(calendar, inquiry.packs(), Set.of());
            Range range = Range.of(from, to, inquiry, calendar);
            return HistoryAnswer.of(inquiry, calendar.zone(), period.name(), range.closes(inquiry, closing, period));
        });
    }
}
