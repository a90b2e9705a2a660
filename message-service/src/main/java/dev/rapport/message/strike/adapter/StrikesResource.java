package dev.rapport.message.strike.adapter;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rapport.kit.page.Cursor;
import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.strike.application.Violations;
import dev.rapport.message.strike.model.Ledger;
import dev.rapport.message.strike.model.Violation;
import dev.rapport.policy.Strikes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code GET …/strikes}: how near the freeze is, and every violation there was (MSG-11). */
@Singleton
@Path("/api/v1/sellers/{sellerId}/strikes")
@Produces(MediaType.APPLICATION_JSON)
final class StrikesResource {

    private final SellerTransactions transactions;
    private final Violations violations;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Clock clock;

    StrikesResource(
            SellerTransactions transactions,
            Violations violations,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Clock clock) {
        this.transactions = transactions;
        this.violations = violations;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.clock = clock;
    }

    /**
     * The answer.
     *
     * @param unspent strikes that count
     * @param freezeAt so many freeze sending
     * @param frozenFrom null while sending is free
     * @param frozenUntil the thaw time; null while sending is free
     * @param attemptsStrike whether a refused attempt is a strike
     */
    record StrikesView(
            int unspent,
            int freezeAt,
            @Nullable Instant frozenFrom,
            @Nullable Instant frozenUntil,
            @JsonProperty("attemptsStrike") boolean attemptsStrike,
            List<ViolationView> items,
            @Nullable String next) {}

    /** @param strike {@code none}, {@code unspent}, {@code spent} or {@code withdrawn} */
    record ViolationView(
            String violationId,
            String source,
            @Nullable String conversationId,
            List<String> rules,
            @Nullable String agentId,
            Instant violatedAt,
            String strike) {}

    @GET
    public StrikesView strikes(
            @PathParam("sellerId") String sellerId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, "strikes|" + sellerId);
        Instant now = clock.instant();
        return transactions.read(sellerId, tx -> view(tx, sellerId, page, now));
    }

    private StrikesView view(Connection tx, String sellerId, PageRequest request, Instant now) throws SQLException {
        Ledger ledger =
                Objects.requireNonNull(violations.ledgers(tx, List.of(sellerId)).get(sellerId));
        Strikes rules = clockBook.of(profiles.get(tx, sellerId)).rules(now).strikes();
        Page<Violation> page = Page.of(
                request,
                violations.page(tx, sellerId, position(request.after()), request.fetch()),
                violation -> List.of(violation.violatedAt(), violation.id()));
        Instant until = ledger.frozenUntil(now);
        return new StrikesView(
                ledger.count(now, rules),
                rules.freezeAt(),
                until == null ? null : Objects.requireNonNull(ledger.freeze()).from(),
                until,
                rules.attemptsStrike(),
                page.items().stream().map(StrikesResource::view).toList(),
                page.next());
    }

    private static Violations.@Nullable Position position(@Nullable Cursor after) {
        return after == null ? null : new Violations.Position(after.instant(0), after.text(1));
    }

    private static ViolationView view(Violation violation) {
        return new ViolationView(
                violation.id(),
                lower(violation.source()),
                violation.conversationId(),
                violation.rules(),
                violation.agentId(),
                violation.violatedAt(),
                lower(violation.strike()));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
