package dev.rapport.score.simulation;

import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.policy.Pack;
import dev.rapport.policy.Packs;
import dev.rapport.score.ScoreProblem;
import dev.rapport.score.card.CounterReader;
import dev.rapport.score.card.Inquiries;
import dev.rapport.score.card.Inquiries.Inquiry;
import dev.rapport.score.card.Question;
import dev.rapport.score.engine.ScoreRules;
import dev.rapport.score.engine.Simulation;
import dev.rapport.score.engine.Timeline;
import dev.rapport.score.engine.Window;
import dev.rapport.score.simulation.SimulationAnswer.Made;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code POST /sellers/{sellerId}/score/simulations}. Nothing is stored. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/score/simulations")
@Produces(MediaType.APPLICATION_JSON)
final class SimulationResource {
    private final Inquiries inquiries;
    private final Packs packs;

    SimulationResource(Inquiries inquiries, Packs packs) {
        this.inquiries = inquiries;
        this.packs = packs;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "The score by other weights, curves, penalties, counts or another pack, beside the score as it is")
    public SimulationAnswer simulate(
            @PathParam("sellerId") String sellerId,
            @QueryParam("asOf") @Nullable String asOf,
            @QueryParam("window") @Nullable String window,
            SimulationRequest request) {
        return inquiries.answer(sellerId, asOf, inquiry -> simulate(inquiry, window, request));
    }

    private SimulationAnswer simulate(Inquiry inquiry, @Nullable String windowText, SimulationRequest request)
            throws SQLException {
        Window window = Question.window(windowText, inquiry.asOf(), inquiry.pack());
        ScoreRules other = request.pack() == null ? inquiry.rules() : rules(request.pack(), inquiry.asOf());
        Simulation simulation = new SimulationCheck(other).check(request);
        // Two packs may have other deadlines, so each has its own sums of the same counters.
        Timeline timeline = CounterReader.timeline(inquiry.tx(), inquiry.seller(), window.first(), window.last());
        Made actual = Made.of(timeline.sums(window, inquiry.rules()), inquiry.rules());
        Made simulated = Made.of(simulation.sums(timeline.sums(window, other)), simulation.rules(other));
        return SimulationAnswer.of(inquiry, actual, simulated);
    }

    private ScoreRules rules(String pack, Instant asOf) {
        if (packs.names().contains(pack)) {
            return ScoreRules.of(packs.pack(pack, asOf));
        }
        for (String name : packs.names()) {
            for (Pack version : packs.versions(name)) {
                if (version.label().equals(pack)) {
                    return ScoreRules.of(version);
                }
            }
        }
        String message = "is the name or label of none of " + String.join(", ", packs.names());
        throw new ProblemException(Problem.of(ScoreProblem.PACK_UNKNOWN, "pack " + message + ".")
                .violation(Violation.ofField("pack", message)));
    }
}
