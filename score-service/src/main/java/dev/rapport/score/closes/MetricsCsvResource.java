package dev.rapport.score.closes;

import dev.rapport.policy.Metric;
import dev.rapport.policy.StandingRule.Period;
import dev.rapport.score.card.Inquiries;
import dev.rapport.score.card.Inquiries.Inquiry;
import dev.rapport.score.closes.model.CloseCalendar;
import dev.rapport.score.closes.model.Closing;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.EnumSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code GET /sellers/{sellerId}/metrics.csv}. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/metrics.csv")
@Produces("text/csv")
final class MetricsCsvResource {
    private final Inquiries inquiries;

    MetricsCsvResource(Inquiries inquiries) {
        this.inquiries = inquiries;
    }

    @GET
    @Operation(summary = "Score and all metrics at each daily close between two local days, one row a day")
    @APIResponseSchema(value = String.class, responseCode = "200")
    public Response metrics(
            @PathParam("sellerId") String sellerId,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        return inquiries.answer(sellerId, null, inquiry -> Response.ok(table(inquiry, from, to))
                .type("text/csv;charset=utf-8;header=present")
                // A seller's id has no character that would need quoting here.
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"metrics-" + inquiry.seller() + ".csv\"")
                .build());
    }

    private static String table(Inquiry inquiry, @Nullable String from, @Nullable String to) throws SQLException {
        CloseCalendar calendar = new CloseCalendar(inquiry.state().zone());
        Closing closing = new Closing(calendar, inquiry.packs(), EnumSet.allOf(Metric.class));
        Range range = Range.of(from, to, inquiry, calendar);
        return MetricsCsv.of(range.closes(inquiry, closing, Period.DAILY), inquiry.now());
    }
}
