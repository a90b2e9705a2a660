package dev.rapport.message.channel.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.kit.access.CurrentCaller;
import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.MessageProblem;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.rest.AgentIds;
import dev.rapport.message.sql.Rows;
import dev.rapport.policy.Pack;
import dev.rapport.text.PlainText;
import dev.rapport.text.screening.Finding;
import dev.rapport.text.screening.Purpose;
import dev.rapport.text.screening.Screenings;
import dev.rapport.text.screening.Verdict;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** MSG-15: {@code …/outage-notice}, which a seller has ready for when its channel fails. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/outage-notice")
@Produces(MediaType.APPLICATION_JSON)
final class OutageNoticeResource {

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private static final String NOTICE = """
            SELECT n.texts, n.version, n.saved_at, n.saved_by FROM outage_notice n WHERE n.seller_id = ?""";

    private static final String KEEP = """
            INSERT INTO outage_notice (seller_id, texts, version, saved_at, saved_by) VALUES (?, ?::jsonb, ?, ?, ?)
            ON CONFLICT (seller_id) DO UPDATE
               SET texts = excluded.texts, version = excluded.version, saved_at = excluded.saved_at, saved_by = excluded.saved_by
            """;

    private final SellerTransactions transactions;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Screenings screenings;
    private final CurrentCaller caller;
    private final ObjectMapper json;
    private final Clock clock;

    OutageNoticeResource(
            SellerTransactions transactions,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Screenings screenings,
            CurrentCaller caller,
            ObjectMapper json,
            Clock clock) {
        this.transactions = transactions;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.screenings = screenings;
        this.caller = caller;
        this.json = json;
        this.clock = clock;
    }

    /** @param texts by language */
    record NoticeView(Map<String, String> texts, long version, Instant savedAt, String savedBy) {}

    /** What is saved. */
    record Wanted(@Nullable Map<String, String> texts) {}

    @GET
    @APIResponseSchema(value = NoticeView.class, responseCode = "200")
    public Response notice(@PathParam("sellerId") String sellerId) {
        NoticeView found = transactions
                .read(sellerId, tx -> Optional.ofNullable(notice(tx, sellerId, false)))
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
        return answer(found);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = NoticeView.class, responseCode = "200")
    public Response save(
            @PathParam("sellerId") String sellerId, @HeaderParam("If-Match") @Nullable String ifMatch, Wanted wanted) {
        Map<String, String> texts = new TreeMap<>(Objects.requireNonNullElse(wanted.texts(), Map.of()));
        if (texts.isEmpty()
                || !texts.keySet().stream()
                        .allMatch(tag -> LANGUAGE.matcher(tag).matches())) {
            throw invalid("texts", "has a text for at least one language, by its two letters");
        }
        Instant now = clock.instant();
        return answer(transactions.write(sellerId, tx -> {
            NoticeView present = notice(tx, sellerId, true);
            if (present != null) {
                ETags.demand(ifMatch, present.version());
            }
            screen(texts, clockBook.of(profiles.get(tx, sellerId)).rules(now));
            var saved = new NoticeView(
                    texts,
                    present == null ? 1 : present.version() + 1,
                    now,
                    AgentIds.of(caller.caller().agentId()));
            keep(tx, sellerId, saved);
            return saved;
        }));
    }

    /** MSG-10: it is read by every buyer. */
    private void screen(Map<String, String> texts, Pack pack) {
        var violations = new ArrayList<Violation>();
        texts.forEach((language, text) -> {
            boolean plain = PlainText.faults(
                            text, pack.messages().maxLength(), pack.messages().html())
                    .isEmpty();
            if (!plain) {
                throw invalid(
                        "texts." + language,
                        "is plain text of at most " + pack.messages().maxLength() + " characters");
            }
            screenings.of(pack).screen(text, Purpose.NOTICE).findings().stream()
                    .filter(finding -> finding.severity() == Verdict.Decision.BLOCK)
                    .map(OutageNoticeResource::violation)
                    .forEach(violations::add);
        });
        if (!violations.isEmpty()) {
            throw new ProblemException(Problem.of(MessageProblem.TEXT_BLOCKED, "Take out what the findings point at.")
                    .violations(violations));
        }
    }

    private static Violation violation(Finding finding) {
        return Violation.ofSpan(finding.start(), finding.end(), finding.rule(), finding.reason());
    }

    /** Null when there is none. */
    @Nullable
    NoticeView notice(Connection tx, String sellerId, boolean lock) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(NOTICE + (lock ? " FOR UPDATE" : ""))) {
            query.setString(1, sellerId);
            return Rows.first(
                    query,
                    row -> new NoticeView(
                            texts(row.getString("texts")),
                            row.getLong("version"),
                            Rows.time(row, "saved_at"),
                            row.getString("saved_by")));
        }
    }

    private void keep(Connection tx, String sellerId, NoticeView notice) throws SQLException {
        try (PreparedStatement upsert = tx.prepareStatement(KEEP)) {
            upsert.setString(1, sellerId);
            upsert.setString(2, json.writeValueAsString(notice.texts()));
            upsert.setLong(3, notice.version());
            Rows.set(upsert, 4, notice.savedAt());
            upsert.setString(5, notice.savedBy());
            upsert.executeUpdate();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> texts(String text) {
        try {
            return json.readValue(text, TEXTS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Response answer(NoticeView notice) {
        return Response.ok(notice).header("ETag", ETags.of(notice.version())).build();
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(
                CommonProblem.INVALID, field + " " + message + ".", List.of(Violation.ofField(field, message)));
    }
}
