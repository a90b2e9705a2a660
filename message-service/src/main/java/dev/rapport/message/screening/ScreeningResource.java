package dev.rapport.message.screening;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.policy.Pack;
import dev.rapport.text.screening.Finding;
import dev.rapport.text.screening.Purpose;
import dev.rapport.text.screening.Screenings;
import dev.rapport.text.screening.Verdict;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code POST /sellers/{sellerId}/screenings}: what screening would say of a text. Sends nothing, stores nothing, never counts. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/screenings")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
final class ScreeningResource {

    private final SellerTransactions transactions;
    private final SellerProfiles profiles;
    private final SellerClockBook sellers;
    private final Screenings screenings;
    private final Clock clock;

    ScreeningResource(
            SellerTransactions transactions,
            SellerProfiles profiles,
            SellerClockBook sellers,
            Screenings screenings,
            Clock clock) {
        this.transactions = transactions;
        this.profiles = profiles;
        this.sellers = sellers;
        this.screenings = screenings;
        this.clock = clock;
    }

    /**
     * A text to be tried.
     *
     * @param text any
     * @param purpose what it is for; a reply unless said
     * @param language of the text, which the tables of all languages make unnecessary; accepted and not used
     */
    record Body(
            @JsonProperty(required = true) String text,
            @Nullable Purpose purpose,
            @Nullable String language) {}

    /**
     * What was found.
     *
     * @param verdict {@code BLOCK}, {@code WARN} or {@code ALLOW}
     * @param findings by where they begin; positions are UTF-16 code units of the text as sent
     */
    record Answer(Verdict.Decision verdict, List<Finding> findings) {}

    @POST
    @Operation(summary = "What screening says of a text, without sending it (MSG-10)")
    public Answer screen(@PathParam("sellerId") String sellerId, Body body) {
        if (ConversationKey.inPath(sellerId, "any") == null) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
        Pack pack = transactions.read(
                sellerId, tx -> sellers.of(profiles.get(tx, sellerId)).rules(clock.instant()));
        Purpose purpose = body.purpose() == null ? Purpose.REPLY : body.purpose();
        Verdict verdict = screenings.of(pack).screen(body.text(), purpose);
        return new Answer(verdict.verdict(), verdict.findings());
    }
}
