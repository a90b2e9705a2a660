package dev.rapport.care.preview;

import dev.rapport.care.need.application.CareMessages;
import dev.rapport.care.need.application.CareMessages.BuyerKey;
import dev.rapport.care.need.application.SellerCare;
import dev.rapport.care.need.model.Occasion;
import dev.rapport.care.need.model.Occasions;
import dev.rapport.care.order.application.KnownOrder;
import dev.rapport.care.order.application.Orders;
import dev.rapport.care.order.model.Order;
import dev.rapport.care.order.model.Placement;
import dev.rapport.care.rule.model.CareRule;
import dev.rapport.care.rule.model.CareText;
import dev.rapport.care.rule.model.Channel;
import dev.rapport.events.Money;
import dev.rapport.policy.Care;
import dev.rapport.text.template.Template;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * CARE-08: runs a rule over the orders of the last 30 days as if it had been on, with the slots that other messages took then and those
 * it would have taken itself. Eligibility is today's. Reads, and writes nothing.
 */
@Singleton
final class Preview {
    static final Duration BACK = Duration.ofDays(30);

    /** Orders looked through in one read. */
    private static final int PAGE = 1_000;
    /** A preview is a request: it stops somewhere, and says so. */
    private static final int MOST_ORDERS = 100_000;

    private final Orders orders;
    private final CareMessages messages;

    Preview(Orders orders, CareMessages messages) {
        this.orders = orders;
        this.messages = messages;
    }

    /**
     * One order the rule has something to say about.
     *
     * @param reason why it would not have been reached; null when it would
     */
    record Case(
            String orderId,
            String buyerId,
            Instant neededAt,
            @Nullable Instant wouldSendAt,
            @Nullable String reason) {}

    /**
     * What would have been.
     *
     * @param complete all of the seller's orders were looked through
     */
    record Outcome(
            Instant from, Instant to, List<Case> cases, Map<String, Long> notReached, Money cost, boolean complete) {}

    Outcome of(Connection tx, CareRule rule, SellerCare seller, Instant now) throws SQLException {
        Instant from = now.minus(BACK);
        List<Candidate> candidates = new ArrayList<>();
        boolean complete = collect(tx, rule, seller, from, now, candidates);
        candidates.sort(Comparator.comparing((Candidate candidate) -> candidate.occasion.neededAt())
                .thenComparing(candidate -> candidate.order.key().orderId()));
        return judge(tx, rule, seller, from, now, candidates, complete);
    }

    private record Candidate(Order order, Placement placement, Occasion occasion) {}

    private boolean collect(
            Connection tx, CareRule rule, SellerCare seller, Instant from, Instant now, List<Candidate> candidates)
            throws SQLException {
        Care care = seller.rules().care();
        String after = "";
        for (int seen = 0; seen < MOST_ORDERS; seen += PAGE) {
            List<KnownOrder> page = orders.page(tx, rule.sellerId(), after, PAGE);
            for (KnownOrder known : page) {
                Placement placement = known.order().placement();
                if (placement == null) {
                    continue;
                }
                Occasions.of(known.order(), rule.trigger(), rule.delay(care)).stream()
                        .filter(occasion -> occasion.neededAt().isAfter(from)
                                && !occasion.neededAt().isAfter(now))
                        .forEach(occasion -> candidates.add(new Candidate(known.order(), placement, occasion)));
            }
            if (page.size() < PAGE) {
                return true;
            }
            after = page.getLast().order().key().orderId();
        }
        return false;
    }

    private Outcome judge(
            Connection tx,
            CareRule rule,
            SellerCare seller,
            Instant from,
            Instant now,
            List<Candidate> candidates,
            boolean complete)
            throws SQLException {
        Map<String, List<Instant>> held = new HashMap<>();
        List<Case> cases = new ArrayList<>();
        Map<String, Long> notReached = new TreeMap<>();
        int reached = 0;
        for (Candidate candidate : candidates) {
            String buyer = candidate.placement.buyerId();
            if (!held.containsKey(buyer)) {
                Instant since = from.minus(seller.rules().care().capWithin());
                held.put(
                        buyer,
                        new ArrayList<>(messages.slots(tx, new BuyerKey(rule.sellerId(), buyer), since)
                                .held()));
            }
            Case one = judge(rule, seller, candidate, held.getOrDefault(buyer, new ArrayList<>()));
            cases.add(one);
            if (one.reason == null) {
                reached++;
            } else {
                notReached.merge(one.reason, 1L, Long::sum);
            }
        }
        Money each = seller.rules().care().smsCost();
        BigDecimal sum = rule.channel() == Channel.SMS
                ? each.value().multiply(BigDecimal.valueOf(reached))
                : BigDecimal.ZERO.setScale(each.value().scale());
        return new Outcome(from, now, cases, notReached, new Money(each.currency(), sum), complete);
    }

    private static Case judge(CareRule rule, SellerCare seller, Candidate candidate, List<Instant> held) {
        Care care = seller.rules().care();
        Instant neededAt = candidate.occasion.neededAt();
        Instant sendAt =
                rule.quietHours(care).openFrom(neededAt, seller.rules().buyerZones(candidate.placement.buyerCountry()));
        String reason = reason(rule, seller, candidate, sendAt, held);
        if (reason == null) {
            held.add(sendAt);
        }
        return new Case(
                candidate.order.key().orderId(),
                candidate.placement.buyerId(),
                neededAt,
                reason == null ? sendAt : null,
                reason);
    }

    private static @Nullable String reason(
            CareRule rule, SellerCare seller, Candidate candidate, Instant sendAt, List<Instant> held) {
        Care care = seller.rules().care();
        if (!rule.audience()
                .has(candidate.placement, seller.rules().pack().triage().rates())) {
            return "NOT_IN_AUDIENCE";
        }
        if (!seller.eligibility().eligible()) {
            return "NOT_ELIGIBLE";
        }
        if (!Occasions.wasTrue(candidate.order, rule.trigger(), candidate.occasion.causeAt(), sendAt)) {
            return "NO_LONGER_TRUE";
        }
        long taken = held.stream()
                .filter(sent -> Duration.between(sent, sendAt).abs().compareTo(care.capWithin()) <= 0)
                .count();
        if (taken >= care.cap()) {
            return "CAP_REACHED";
        }
        boolean complete =
                CareText.render(rule.template(), candidate.order, seller.rules().zone()) instanceof Template.Complete;
        return complete ? null : "SCREENED";
    }
}
