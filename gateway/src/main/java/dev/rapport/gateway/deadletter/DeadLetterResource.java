package dev.rapport.gateway.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rapport.gateway.deadletter.LetterRows.Shown;
import dev.rapport.gateway.deadletter.LetterRows.State;
import dev.rapport.gateway.deadletter.LetterRows.Wanted;
import dev.rapport.gateway.deadletter.Letters.Status;
import dev.rapport.kit.access.Caller;
import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.tenancy.SellerTransactions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code /dead-letters}, for operators: what no service could apply, of all of them. Shown without the records themselves. */
@Singleton
@Path("/api/v1/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
public class DeadLetterResource {

    private static final Logger LOG = Logger.getLogger(DeadLetterResource.class);
    private static final int MOST_AT_ONCE = 100;
    private static final int LONGEST_FILTER = 200;
    private static final Set<String> EVERYBODY = Set.of(Caller.EVERY_SELLER);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final SellerTransactions transactions;
    private final LetterRows rows;
    private final Letters letters;
    private final CurrentCaller caller;

    @Inject
    DeadLetterResource(SellerTransactions transactions, LetterRows rows, Letters letters, CurrentCaller caller) {
        this.transactions = transactions;
        this.rows = rows;
        this.letters = letters;
        this.caller = caller;
    }

    /**
     * What is shown.
     *
     * @param deadLetterId service, topic, partition and offset of the original, as the command line has it
     * @param replayable false when only its head was kept
     * @param state {@code OPEN}, {@code REPLAYED} or {@code DISCARDED}
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record View(
            String deadLetterId,
            String service,
            String topic,
            int partition,
            long offset,
            String reason,
            String detail,
            Instant at,
            @Nullable String type,
            @Nullable String sellerId,
            boolean replayable,
            String state,
            @Nullable Instant settledAt,
            @Nullable String settledBy) {

        static View of(Shown letter) {
            return new View(
                    letter.deadLetterId(),
                    letter.service(),
                    letter.topic(),
                    letter.partition(),
                    letter.offset(),
                    letter.reason(),
                    letter.detail(),
                    letter.at(),
                    letter.type(),
                    letter.sellerId(),
                    letter.replayable(),
                    letter.state().name(),
                    letter.settledAt(),
                    letter.settledBy());
        }
    }

    /** Which are decided about. */
    public record Chosen(@Nullable List<String> deadLetterIds) {}

    /** What came of one. */
    public record Decided(String deadLetterId, String status) {}

    /** What came of all. */
    public record AllDecided(List<Decided> items) {}

    @FunctionalInterface
    private interface Deciding {
        Map<String, Status> on(Set<String> ids, String by) throws SQLException;
    }

    /** The newest first. */
    @GET
    public Page<View> list(
            @QueryParam("service") @Nullable String service,
            @QueryParam("topic") @Nullable String topic,
            @QueryParam("reason") @Nullable String reason,
            @QueryParam("sellerId") @Nullable String sellerId,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Wanted wanted = new Wanted(
                text("service", service),
                text("topic", topic),
                text("reason", reason),
                text("sellerId", sellerId),
                state == null ? null : state(state));
        PageRequest page = PageRequest.of(limit, cursor, "dead letters " + wanted);
        if (page.after() == null) {
            told(() -> {
                letters.refresh();
                return page;
            });
        }
        List<Shown> found = transactions.read(EVERYBODY, tx -> rows.page(tx, wanted, page.after(), page.fetch()));
        return Page.of(page, found, last -> List.of(last.at(), last.deadLetterId()))
                .map(View::of);
    }

    /** Sends letters to the topics they came from once more; only the service that could not apply one takes it. */
    @POST
    @Path("/replay")
    @Consumes(MediaType.APPLICATION_JSON)
    public AllDecided replay(@Nullable Chosen chosen) {
        return decide(chosen, letters::replay);
    }

    /** Puts letters aside: they are shown no longer as open. */
    @POST
    @Path("/discard")
    @Consumes(MediaType.APPLICATION_JSON)
    public AllDecided discard(@Nullable Chosen chosen) {
        return decide(chosen, letters::discard);
    }

    private AllDecided decide(@Nullable Chosen chosen, Deciding deciding) {
        List<String> ids = chosen == null ? null : chosen.deadLetterIds();
        if (ids == null
                || ids.isEmpty()
                || ids.size() > MOST_AT_ONCE
                || ids.stream().anyMatch(id -> id == null || id.length() > LONGEST_FILTER || id.indexOf('\0') >= 0)) {
            String message = "names 1 to " + MOST_AT_ONCE + " dead letters";
            throw new ProblemException(
                    CommonProblem.INVALID,
                    "deadLetterIds " + message + ".",
                    List.of(Violation.ofField("deadLetterIds", message)));
        }
        String by = caller.caller().agentId();
        Map<String, Status> statuses = told(() -> deciding.on(new TreeSet<>(ids), by));
        return new AllDecided(statuses.entrySet().stream()
                .map(each -> new Decided(each.getKey(), each.getValue().name()))
                .toList());
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws SQLException;
    }

    private static <T> T told(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            LOG.warnf("The table of dead letters cannot be used: %s", e);
            throw unavailable("The database does not answer.");
        } catch (KafkaException e) {
            LOG.warnf("Dead letters cannot be read or sent: %s", e);
            throw unavailable("The broker does not answer.");
        }
    }

    private static ProblemException unavailable(String detail) {
        return new ProblemException(
                Problem.of(CommonProblem.UNAVAILABLE, detail).retryAfter(SOON));
    }

    private static @Nullable String text(String name, @Nullable String value) {
        if (value != null && (value.isBlank() || value.length() > LONGEST_FILTER || value.indexOf('\0') >= 0)) {
            throw bad(name, "has 1 to " + LONGEST_FILTER + " characters");
        }
        return value;
    }

    private static State state(String name) {
        return Arrays.stream(State.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> bad("state", "is OPEN, REPLAYED or DISCARDED"));
    }

    private static ProblemException bad(String name, String message) {
        return new ProblemException(
                CommonProblem.BAD_PARAMETER, name + " " + message + ".", List.of(Violation.ofField(name, message)));
    }
}
