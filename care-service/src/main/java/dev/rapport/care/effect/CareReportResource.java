package dev.rapport.care.effect;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rapport.care.CareProblem;
import dev.rapport.care.need.application.CareMessages;
import dev.rapport.care.need.application.CareMessages.BuyerKey;
import dev.rapport.care.need.application.CareMessages.BuyerSlots;
import dev.rapport.care.need.application.SellerCare;
import dev.rapport.care.need.model.Slots;
import dev.rapport.care.rule.model.CareRule;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.policy.Care;
import dev.rapport.policy.CareTrigger;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Allowance (CARE-09), costs (CARE-06) and effect (CARE-07). */
@Singleton
@Path("/api/v1/sellers/{sellerId}")
@Produces(MediaType.APPLICATION_JSON)
final class CareReportResource {
    private final SellerTransactions transactions;
    private final SellerCare.Lookup sellers;
    private final CareMessages messages;
    private final CareReports reports;
    private final Clock clock;

    CareReportResource(
            SellerTransactions transactions,
            SellerCare.Lookup sellers,
            CareMessages messages,
            CareReports reports,
            Clock clock) {
        this.transactions = transactions;
        this.sellers = sellers;
        this.messages = messages;
        this.reports = reports;
        this.clock = clock;
    }

    /**
     * CARE-09.
     *
     * @param slotsLeft not taken by what was sent
     * @param reserved by what is planned
     * @param nextFreeAt when the next taken slot frees up; null when none is taken
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Allowance(
            String buyerId,
            int cap,
            long withinSeconds,
            int slotsLeft,
            int reserved,
            @Nullable Instant nextFreeAt,
            String pack) {}

    @GET
    @Path("/buyers/{buyerId}/care-allowance")
    public Allowance allowance(@PathParam("sellerId") String sellerId, @PathParam("buyerId") String buyerId) {
        Instant now = now();
        return transactions.read(sellerId, tx -> {
            SellerCare seller = seller(tx, sellerId, now);
            Care care = seller.rules().care();
            BuyerSlots slots = messages.slots(tx, new BuyerKey(sellerId, buyerId), now.minus(care.capWithin()));
            return new Allowance(
                    buyerId,
                    care.cap(),
                    care.capWithin().toSeconds(),
                    Math.max(0, care.cap() - Slots.taken(slots.held(), now, care)),
                    slots.open().size(),
                    Slots.nextFree(slots.held(), now, care),
                    seller.rules().pack().label());
        });
    }

    record Amount(String currency, String value) {
        static Amount of(String currency, BigDecimal value) {
            return new Amount(currency, value.toPlainString());
        }
    }

    /** What one rule cost; {@code ruleId} null for manual messages, {@code name} null where the rule is gone. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RuleCost(@Nullable String ruleId, @Nullable String name, long messages, Amount cost) {}

    /** CARE-06: {@code month} is the seller's own; one total per currency, the pack's alone where nothing was charged. */
    record Costs(String month, Amount total, List<Amount> totals, List<RuleCost> rules) {}

    @GET
    @Path("/care-costs")
    public Costs costs(@PathParam("sellerId") String sellerId, @QueryParam("month") @Nullable String month) {
        Instant now = now();
        return transactions.read(sellerId, tx -> {
            SellerCare seller = seller(tx, sellerId, now);
            String of = month(month, now, seller);
            List<CareReports.Cost> costs = reports.costs(tx, sellerId, of);
            return costs(of, costs, seller.rules().care().smsCost().currency());
        });
    }

    private static Costs costs(String month, List<CareReports.Cost> costs, String usual) {
        List<Amount> totals = new ArrayList<>();
        List<String> currencies = costs.stream()
                .map(CareReports.Cost::currency)
                .distinct()
                .sorted()
                .toList();
        for (String currency : currencies) {
            BigDecimal sum = costs.stream()
                    .filter(cost -> cost.currency().equals(currency))
                    .map(CareReports.Cost::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            totals.add(Amount.of(currency, sum));
        }
        Amount total = totals.stream()
                .filter(amount -> amount.currency().equals(usual))
                .findFirst()
                .orElse(new Amount(usual, "0.000"));
        List<RuleCost> rules = costs.stream()
                .map(cost -> new RuleCost(
                        cost.ruleId(), cost.name(), cost.messages(), Amount.of(cost.currency(), cost.amount())))
                .toList();
        return new Costs(month, total, totals.isEmpty() ? List.of(total) : totals, rules);
    }

    private static String month(@Nullable String month, Instant now, SellerCare seller) {
        if (month == null) {
            return YearMonth.from(now.atZone(seller.rules().zone())).toString();
        }
        try {
            if (month.length() == 7) {
                return YearMonth.parse(month).toString();
            }
        } catch (DateTimeException malformed) {
            throw badMonth();
        }
        throw badMonth();
    }

    private static ProblemException badMonth() {
        String message = "is a month such as 2026-11";
        return new ProblemException(
                CommonProblem.BAD_PARAMETER, "month " + message + ".", List.of(Violation.ofField("month", message)));
    }

    /** A share with its interval; null where there is no sample. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Rate(
            long orders,
            long disputes,
            @Nullable Double rate,
            @Nullable Double low,
            @Nullable Double high) {
        static Rate of(long orders, long disputes, double confidence) {
            if (orders == 0) {
                return new Rate(0, 0, null, null, null);
            }
            Share share = new Share(disputes, orders);
            Share.Interval interval = share.interval(confidence);
            return new Rate(orders, disputes, share.value(), interval.low(), interval.high());
        }
    }

    /**
     * How the reached differ from the unreached.
     *
     * @param difference of the rates, negative is fewer disputes
     * @param relative to the unreached; null where they have no dispute
     */
    record Change(
            double difference,
            double low,
            double high,
            @Nullable Double relative) {}

    /** What the market sees, shown beside it. */
    record Market(double relative) {}

    /** CARE-07, of one rule; {@code change} null while either group is empty. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RuleEffect(
            String ruleId,
            @Nullable String name,
            @Nullable CareTrigger trigger,
            long planned,
            long sent,
            long delivered,
            long failed,
            long read,
            Map<String, Long> suppressed,
            Rate reached,
            Rate unreached,
            @Nullable Change change,
            Market market) {}

    /** CARE-07. */
    record Effect(double confidence, List<RuleEffect> rules) {}

    @GET
    @Path("/care-effect")
    public Effect effect(@PathParam("sellerId") String sellerId) {
        Instant now = now();
        return transactions.read(sellerId, tx -> {
            SellerCare seller = seller(tx, sellerId, now);
            Map<String, CareReports.Counts> counts = reports.counts(tx, sellerId);
            seller.careRules().forEach(rule -> counts.computeIfAbsent(rule.ruleId(), _ -> new CareReports.Counts()));
            Care.Effect usual = seller.rules().care().effect();
            List<RuleEffect> rules = counts.entrySet().stream()
                    .map(entry -> effect(entry.getKey(), seller.rule(entry.getKey()), entry.getValue(), usual))
                    .toList();
            return new Effect(usual.confidence(), rules);
        });
    }

    private static RuleEffect effect(
            String ruleId, @Nullable CareRule rule, CareReports.Counts counts, Care.Effect usual) {
        CareTrigger trigger = rule == null ? null : rule.trigger();
        double confidence = usual.confidence();
        return new RuleEffect(
                ruleId,
                rule == null ? null : rule.name(),
                trigger,
                counts.planned,
                counts.sent,
                counts.delivered,
                counts.failed,
                counts.read,
                counts.suppressed,
                Rate.of(counts.sent, counts.reachedDisputed, confidence),
                Rate.of(counts.unreached, counts.unreachedDisputed, confidence),
                change(counts, confidence),
                new Market(trigger == CareTrigger.STALLED ? usual.stalledDisputes() : usual.disputes()));
    }

    private static @Nullable Change change(CareReports.Counts counts, double confidence) {
        if (counts.sent == 0 || counts.unreached == 0) {
            return null;
        }
        Share reached = new Share(counts.reachedDisputed, counts.sent);
        Share unreached = new Share(counts.unreachedDisputed, counts.unreached);
        Share.Interval interval = Share.difference(reached, unreached, confidence);
        return new Change(
                reached.value() - unreached.value(),
                interval.low(),
                interval.high(),
                unreached.count() == 0 ? null : reached.value() / unreached.value() - 1);
    }

    private SellerCare seller(Connection tx, String sellerId, Instant now) throws SQLException {
        SellerCare seller = sellers.of(tx, sellerId, now);
        if (seller == null) {
            throw new ProblemException(
                    CareProblem.PACK_UNKNOWN, "Name a known pack in the seller's profile, or bring it in.");
        }
        return seller;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
