package dev.rapport.score.forecast;

import dev.rapport.policy.Pack;
import dev.rapport.policy.StandingRule;
import dev.rapport.score.ScoreProblem;
import dev.rapport.score.card.Inquiries;
import dev.rapport.score.card.Inquiries.Inquiry;
import dev.rapport.score.card.Question;
import dev.rapport.score.engine.Forecast;
import dev.rapport.score.engine.Forecast.Threshold;
import dev.rapport.score.engine.Timeline;
import dev.rapport.score.engine.Window;
import dev.rapport.score.standing.model.StandingState;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code GET /sellers/{sellerId}/score/forecast}. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/score/forecast")
@Produces(MediaType.APPLICATION_JSON)
final class ForecastResource {
    private static final String CARE_AUTOMATION = "care-automation";

    private final Inquiries inquiries;

    ForecastResource(Inquiries inquiries) {
        this.inquiries = inquiries;
    }

    @GET
    @Operation(summary = "The score in the hours to come, if nothing that is open gets done and if all of it does")
    public ForecastAnswer forecast(
            @PathParam("sellerId") String sellerId, @QueryParam("hours") @Nullable String hours) {
        return inquiries.answer(sellerId, null, inquiry -> forecast(inquiry, hours));
    }

    private static ForecastAnswer forecast(Inquiry inquiry, @Nullable String hoursText) throws SQLException {
        Pack pack = inquiry.pack();
        int hours = hours(hoursText, pack.score().forecastHours());
        Window window = Window.at(inquiry.asOf(), pack.score().defaultWindow());
        Timeline timeline = inquiry.timeline(window.first());
        return ForecastAnswer.of(
                inquiry, window, Forecast.of(timeline, window, inquiry.rules(), hours, thresholds(inquiry)));
    }

    private static int hours(@Nullable String text, int most) {
        if (text == null) {
            return most;
        }
        if (text.matches("[0-9]{1,4}")) {
            int hours = Integer.parseInt(text);
            if (hours >= 1 && hours <= most) {
                return hours;
            }
        }
        throw Question.refused(ScoreProblem.HOURS_OUT_OF_RANGE, "hours", "is a whole number from 1 to " + most);
    }

    /** What standing rests on (SCO-03), and the score automated care needs (CARE-04). */
    private static List<Threshold> thresholds(Inquiry inquiry) {
        Pack pack = inquiry.pack();
        List<Threshold> thresholds = new ArrayList<>();
        for (StandingRule rule :
                StandingState.applying(pack.standing(), inquiry.state().fulfilment())) {
            switch (rule) {
                case StandingRule.Closes closes -> {
                    int window = closes.period().windowHours(pack.score());
                    if (closes.below() != null) {
                        thresholds.add(new Threshold(closes.name(), closes.metric(), window, closes.below(), true));
                    } else if (closes.above() != null) {
                        thresholds.add(new Threshold(closes.name(), closes.metric(), window, closes.above(), false));
                    }
                }
                case StandingRule.Repetition _ -> {}
            }
        }
        if (pack.care().eligibility().automated()) {
            double least = pack.care().eligibility().minScore();
            thresholds.add(new Threshold(CARE_AUTOMATION, null, pack.score().defaultWindow(), least, true));
        }
        return thresholds;
    }
}
