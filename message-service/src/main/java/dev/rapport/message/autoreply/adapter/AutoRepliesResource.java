package dev.rapport.message.autoreply.adapter;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rapport.events.Scene;
import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.autoreply.model.Rule;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.rest.Versioned;
import dev.rapport.message.screening.TemplateTexts;
import dev.rapport.text.screening.Screenings;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code /sellers/{sellerId}/auto-replies}: rules that answer by themselves, and what they decided (MSG-09). */
@Singleton
@Path("/api/v1/sellers/{sellerId}/auto-replies")
@Produces(MediaType.APPLICATION_JSON)
final class AutoRepliesResource {

    private static final Pattern RULE_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int MOST_WORDS = 100;
    private static final Duration LOOK_BACK = Duration.ofDays(30);

    private final SellerTransactions transactions;
    private final PostgresAutoReplies rules;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Screenings screenings;
    private final Clock clock;

    AutoRepliesResource(
            SellerTransactions transactions,
            PostgresAutoReplies rules,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Screenings screenings,
            Clock clock) {
        this.transactions = transactions;
        this.rules = rules;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.screenings = screenings;
        this.clock = clock;
    }

    /**
     * A rule as it is put.
     *
     * @param scenes for {@code KEYWORD}
     * @param keywords for {@code KEYWORD}
     * @param texts by language, ISO 639-1; a buyer whose language is not among them gets the English one
     * @param active when it is left out: true, but false for {@code OUTSIDE_HOURS}
     */
    record Wanted(
            @JsonProperty(required = true) Rule.Trigger trigger,
            @Nullable List<Scene> scenes,
            @Nullable List<String> keywords,
            @JsonProperty(required = true) Map<String, String> texts,
            @Nullable Boolean active) {}

    /** @param followUpDebt what switching {@code OUTSIDE_HOURS} on would owe; null for other triggers */
    record RuleView(
            String ruleId,
            Rule.Trigger trigger,
            List<Scene> scenes,
            List<String> keywords,
            Map<String, String> texts,
            @JsonProperty("active") boolean active,
            long version,
            @Nullable Debt followUpDebt) {

        static RuleView of(Rule rule, @Nullable Debt debt) {
            return new RuleView(
                    rule.ruleId(),
                    rule.trigger(),
                    rule.scenes(),
                    rule.keywords(),
                    rule.texts(),
                    rule.active(),
                    rule.version(),
                    debt);
        }
    }

    /**
     * What the last days say of the humans that would be owed.
     *
     * @param days looked back
     * @param turns that opened outside working hours
     * @param followUps that a rule would have started: those no human answered at once
     * @param missed of these, where no human came in time
     */
    record Debt(int days, int turns, int followUps, int missed) {}

    @GET
    public Page<RuleView> all(
            @PathParam("sellerId") String sellerId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, "auto-replies|" + sellerId);
        String after = page.after() == null ? "" : page.after().text(0);
        List<Rule> found = transactions.read(sellerId, tx -> rules.page(tx, sellerId, after, page.fetch()));
        return Page.of(page, found, rule -> List.of(rule.ruleId())).map(rule -> RuleView.of(rule, null));
    }

    @GET
    @Path("/decisions")
    public Page<PostgresAutoReplies.Logged> decisions(
            @PathParam("sellerId") String sellerId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, "auto-reply-decisions|" + sellerId);
        Instant before = page.after() == null ? null : page.after().instant(0);
        String id = page.after() == null ? "" : page.after().text(1);
        var found = transactions.read(sellerId, tx -> rules.decisions(tx, sellerId, before, id, page.fetch()));
        return Page.of(page, found, decided -> List.of(decided.decidedAt(), decided.decisionId()));
    }

    @GET
    @Path("/{ruleId}")
    @APIResponseSchema(value = RuleView.class, responseCode = "200")
    public Response one(@PathParam("sellerId") String sellerId, @PathParam("ruleId") String ruleId) {
        Rule rule = transactions
                .read(sellerId, tx -> Optional.ofNullable(rules.find(tx, sellerId, ruleId, false)))
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
        return answer(RuleView.of(rule, null), false);
    }

    @PUT
    @Path("/{ruleId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "200",
            description = "Replaced",
            content = @Content(schema = @Schema(implementation = RuleView.class)))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = RuleView.class)))
    public Response put(
            @PathParam("sellerId") String sellerId,
            @PathParam("ruleId") String ruleId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            Wanted wanted) {
        if (!RULE_ID.matcher(ruleId).matches() || ruleId.equals("decisions")) {
            throw invalid("ruleId", "has lower-case letters, digits and dashes");
        }
        Rule checked = checked(ruleId, wanted);
        Instant now = clock.instant();
        boolean[] created = new boolean[1];
        RuleView kept = transactions.write(sellerId, tx -> {
            SellerClocks clocks = clockBook.of(profiles.get(tx, sellerId));
            // MSG-10: a text that could not be sent is not saved.
            TemplateTexts.check(checked.texts(), clocks.rules(now), screenings);
            Rule before = rules.find(tx, sellerId, ruleId, true);
            ETags.demand(ifMatch, before == null ? null : before.version());
            created[0] = before == null;
            Rule next = withVersion(checked, before == null ? 1 : before.version() + 1);
            rules.keep(tx, sellerId, next);
            return RuleView.of(next, debt(tx, sellerId, next.trigger(), clocks, now));
        });
        return answer(kept, created[0]);
    }

    /** What switching a rule on would owe, without switching it. */
    @POST
    @Path("/{ruleId}/preview")
    public RuleView preview(@PathParam("sellerId") String sellerId, @PathParam("ruleId") String ruleId) {
        Instant now = clock.instant();
        return transactions
                .read(sellerId, tx -> {
                    Rule rule = rules.find(tx, sellerId, ruleId, false);
                    SellerClocks clocks = clockBook.of(profiles.get(tx, sellerId));
                    return rule == null
                            ? Optional.<RuleView>empty()
                            : Optional.of(RuleView.of(rule, debt(tx, sellerId, rule.trigger(), clocks, now)));
                })
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
    }

    @DELETE
    @Path("/{ruleId}")
    @APIResponse(responseCode = "204", description = "Removed")
    public Response remove(
            @PathParam("sellerId") String sellerId,
            @PathParam("ruleId") String ruleId,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        return Versioned.removed(
                transactions,
                Set.of(sellerId),
                ifMatch,
                tx -> {
                    Rule before = rules.find(tx, sellerId, ruleId, true);
                    return before == null ? null : before.version();
                },
                tx -> rules.remove(tx, sellerId, ruleId));
    }

    private @Nullable Debt debt(Connection tx, String sellerId, Rule.Trigger trigger, SellerClocks clocks, Instant now)
            throws SQLException {
        if (trigger != Rule.Trigger.OUTSIDE_HOURS) {
            return null;
        }
        Duration sentWithin = clocks.rules(now).autoReplies().sentWithin();
        int turns = 0;
        int followUps = 0;
        int missed = 0;
        for (var turn : rules.turns(tx, sellerId, now.minus(LOOK_BACK))) {
            if (clocks.atWork(turn.openedAt())) {
                continue;
            }
            turns++;
            Instant answered = turn.answeredAt();
            Instant replied = turn.openedAt().plus(sentWithin);
            if (answered == null || answered.isAfter(replied)) {
                followUps++;
                Instant due = clocks.followUpDueAt(replied);
                missed += (answered == null ? due.isBefore(now) : answered.isAfter(due)) ? 1 : 0;
            }
        }
        return new Debt((int) LOOK_BACK.toDays(), turns, followUps, missed);
    }

    private static Response answer(RuleView view, boolean created) {
        return Versioned.answer(view, view.version(), created);
    }

    private static Rule checked(String ruleId, Wanted wanted) {
        List<Scene> scenes = Objects.requireNonNullElse(wanted.scenes(), List.<Scene>of());
        List<String> keywords = Objects.requireNonNullElse(wanted.keywords(), List.<String>of());
        boolean words = !scenes.isEmpty() || !keywords.isEmpty();
        if (words != (wanted.trigger() == Rule.Trigger.KEYWORD)) {
            throw invalid("keywords", "or scenes belong to KEYWORD, and to it alone");
        }
        if (keywords.size() > MOST_WORDS
                || keywords.stream().anyMatch(word -> word.isBlank() || word.length() > MOST_WORDS)) {
            throw invalid("keywords", "are at most 100 of 1 to 100 characters");
        }
        boolean active = Objects.requireNonNullElse(wanted.active(), wanted.trigger() != Rule.Trigger.OUTSIDE_HOURS);
        return new Rule(
                ruleId,
                wanted.trigger(),
                scenes.stream().distinct().toList(),
                keywords.stream().distinct().toList(),
                wanted.texts(),
                active,
                0);
    }

    private static Rule withVersion(Rule rule, long version) {
        return new Rule(
                rule.ruleId(), rule.trigger(), rule.scenes(), rule.keywords(), rule.texts(), rule.active(), version);
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(
                CommonProblem.INVALID, field + " " + message + ".", List.of(Violation.ofField(field, message)));
    }
}
