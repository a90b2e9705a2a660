package dev.rapport.care.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rapport.care.CareProblem;
import dev.rapport.care.need.application.SellerCare;
import dev.rapport.care.rule.model.CareRule;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.tenancy.SellerTransactions;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** {@code POST …/care-rules/{ruleId}/preview}: CARE-08. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/care-rules/{ruleId}/preview")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
final class PreviewResource {
    /** Cases shown; the numbers are of all. */
    private static final int MOST_CASES = 500;

    private final SellerTransactions transactions;
    private final SellerCare.Lookup sellers;
    private final Preview preview;
    private final Clock clock;

    PreviewResource(SellerTransactions transactions, SellerCare.Lookup sellers, Preview preview, Clock clock) {
        this.transactions = transactions;
        this.sellers = sellers;
        this.preview = preview;
        this.clock = clock;
    }

    record Amount(String currency, String value) {}

    /**
     * What the rule would have done.
     *
     * @param needs orders it has something to say about
     * @param notReached how many not, by reason
     * @param complete all orders were looked through
     * @param items the first cases, by time
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Answer(
            String ruleId,
            Instant from,
            Instant to,
            long needs,
            long reached,
            Map<String, Long> notReached,
            Amount cost,
            boolean complete,
            List<Preview.Case> items,
            String pack) {}

    @POST
    public Answer preview(@PathParam("sellerId") String sellerId, @PathParam("ruleId") String ruleId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return transactions.read(sellerId, tx -> {
            SellerCare seller = sellers.of(tx, sellerId, now);
            if (seller == null) {
                throw new ProblemException(
                        CareProblem.PACK_UNKNOWN, "Name a known pack in the seller's profile, or bring it in.");
            }
            CareRule rule = seller.rule(ruleId);
            if (rule == null) {
                throw new ProblemException(CommonProblem.NOT_FOUND);
            }
            Preview.Outcome outcome = preview.of(tx, rule, seller, now);
            return answer(rule, outcome, seller.rules().pack().label());
        });
    }

    private static Answer answer(CareRule rule, Preview.Outcome outcome, String pack) {
        long notReached = outcome.notReached().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        long needs = outcome.cases().size();
        return new Answer(
                rule.ruleId(),
                outcome.from(),
                outcome.to(),
                needs,
                needs - notReached,
                outcome.notReached(),
                new Amount(outcome.cost().currency(), outcome.cost().value().toPlainString()),
                outcome.complete(),
                outcome.cases().stream().limit(MOST_CASES).toList(),
                pack);
    }
}
