package dev.rapport.message.reply.adapter;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.reply.application.ReplyReading;
import dev.rapport.message.strike.application.Violations;
import dev.rapport.policy.Pack;
import dev.rapport.policy.Strikes;
import dev.rapport.text.PlainText;
import dev.rapport.text.TextFault;
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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code POST …/screenings}: what would be said of a text. A dry run: it is not logged and never counts (MSG-11). */
@Singleton
@Path("/api/v1/sellers/{sellerId}/screenings")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
final class ScreeningResource {

    private final SellerTransactions transactions;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Screenings screenings;
    private final Violations violations;
    private final ReplyReading reading;
    private final Clock clock;

    ScreeningResource(
            SellerTransactions transactions,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Screenings screenings,
            Violations violations,
            ReplyReading reading,
            Clock clock) {
        this.transactions = transactions;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.screenings = screenings;
        this.violations = violations;
        this.reading = reading;
        this.clock = clock;
    }

    /**
     * The question.
     *
     * @param purpose what the text is for; {@code REPLY} when it is not said
     * @param language in which it is written, as an ISO 639-1 code; found out when it is not said
     * @param conversationId the one a {@code REPLY} would go to: then what is advised against there is among the findings (MSG-21)
     */
    record Question(
            @JsonProperty(required = true) String text,
            @Nullable Purpose purpose,
            @Nullable String language,
            @Nullable String conversationId) {}

    /**
     * The answer.
     *
     * @param findings by where they begin; positions are UTF-16 units of the text as sent
     * @param pack by whose rules
     */
    record Answer(Verdict.Decision verdict, List<FindingView> findings, String pack, Standing strikes) {}

    /** One finding. */
    record FindingView(String rule, Verdict.Decision severity, int start, int end, String reason) {
        static FindingView of(Finding finding) {
            return new FindingView(
                    finding.rule(), finding.severity(), finding.start(), finding.end(), finding.reason());
        }

        static FindingView of(TextFault fault) {
            return new FindingView(
                    "MSG-20",
                    Verdict.Decision.BLOCK,
                    fault.start(),
                    fault.end(),
                    fault.sort().words());
        }
    }

    /** How near the freeze is. */
    record Standing(int unspent, int freezeAt, @Nullable Instant frozenUntil) {}

    @POST
    public Answer screen(@PathParam("sellerId") String sellerId, Question question) {
        if (question.text().length() > LONGEST) {
            String message = "has at most " + LONGEST + " characters";
            throw new ProblemException(
                    CommonProblem.INVALID, "text " + message + ".", List.of(Violation.ofField("text", message)));
        }
        Instant now = clock.instant();
        return transactions.read(sellerId, tx -> answer(tx, sellerId, question, now));
    }

    /** Longer than any marketplace takes; screening costs time in proportion. */
    private static final int LONGEST = 20_000;

    private Answer answer(Connection tx, String sellerId, Question question, Instant now) throws SQLException {
        Pack pack = clockBook.of(profiles.get(tx, sellerId)).rules(now);
        Purpose purpose = Objects.requireNonNullElse(question.purpose(), Purpose.REPLY);
        Verdict verdict = screenings.of(pack).screen(question.text(), purpose);
        var findings = new ArrayList<FindingView>();
        verdict.findings().stream().map(FindingView::of).forEach(findings::add);
        PlainText.faults(
                        question.text(),
                        pack.messages().maxLength(),
                        pack.messages().html())
                .stream()
                .map(FindingView::of)
                .forEach(findings::add);
        if (purpose == Purpose.REPLY && question.conversationId() != null) {
            advice(tx, sellerId, question.conversationId(), question.text(), pack).stream()
                    .map(FindingView::of)
                    .forEach(findings::add);
        }
        findings.sort(Comparator.comparingInt(FindingView::start).thenComparing(FindingView::rule));
        return new Answer(gravest(findings), findings, pack.label(), standing(tx, sellerId, pack.strikes(), now));
    }

    private List<Finding> advice(Connection tx, String sellerId, String conversationId, String text, Pack pack)
            throws SQLException {
        ConversationKey key = ConversationKey.inPath(sellerId, conversationId);
        List<Finding> found = key == null ? null : reading.advice(tx, key, text, pack);
        if (found == null) {
            throw new ProblemException(CommonProblem.NOT_FOUND, "There is no such conversation.");
        }
        return found;
    }

    private static Verdict.Decision gravest(List<FindingView> findings) {
        return findings.stream()
                .map(FindingView::severity)
                .max(Comparator.naturalOrder())
                .orElse(Verdict.Decision.ALLOW);
    }

    private Standing standing(Connection tx, String sellerId, Strikes rules, Instant now) throws SQLException {
        var ledger =
                Objects.requireNonNull(violations.ledgers(tx, List.of(sellerId)).get(sellerId));
        return new Standing(ledger.count(now, rules), rules.freezeAt(), ledger.frozenUntil(now));
    }
}
