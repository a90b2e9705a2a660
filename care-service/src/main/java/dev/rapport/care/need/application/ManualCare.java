package dev.rapport.care.need.application;

import dev.rapport.care.eligibility.SellerRules;
import dev.rapport.care.need.application.CareMessages.BuyerKey;
import dev.rapport.care.need.application.CareMessages.BuyerSlots;
import dev.rapport.care.need.model.CareMessage;
import dev.rapport.care.need.model.CareMessage.Status;
import dev.rapport.care.need.model.Need;
import dev.rapport.care.need.model.Slots;
import dev.rapport.care.order.application.KnownOrder;
import dev.rapport.care.order.application.Orders;
import dev.rapport.care.order.model.OrderKey;
import dev.rapport.care.order.model.Placement;
import dev.rapport.care.rule.model.Channel;
import dev.rapport.care.rule.model.QuietHours;
import dev.rapport.events.Money;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.text.PlainText;
import dev.rapport.text.TextFault;
import dev.rapport.text.screening.Finding;
import dev.rapport.text.screening.Purpose;
import dev.rapport.text.screening.Verdict;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * CARE-04: the manual kind, for everybody. A person's message takes a slot like any other (CARE-02); in the buyer's night it is kept
 * until morning, and reserves its slot till then.
 */
@Singleton
public final class ManualCare {
    private final SellerCare.Lookup sellers;
    private final Orders orders;
    private final CareMessages messages;
    private final Ledger ledger;
    private final Outbox outbox;

    ManualCare(SellerCare.Lookup sellers, Orders orders, CareMessages messages, Ledger ledger, Outbox outbox) {
        this.sellers = sellers;
        this.orders = orders;
        this.messages = messages;
        this.ledger = ledger;
        this.outbox = outbox;
    }

    /**
     * What a person wants to say.
     *
     * @param needId new
     * @param careMessageId new
     * @param now as fine as the database keeps it
     */
    public record Wish(
            OrderKey order,
            String agentId,
            Channel channel,
            String text,
            String needId,
            String careMessageId,
            Instant now,
            @Nullable String traceparent) {}

    /** What came of it. */
    public sealed interface Result {
        /** Sent, or kept for the morning. */
        record Accepted(CareMessage message) implements Result {}

        /** This seller has no such order, or it is not known yet who placed it. */
        record NoSuchOrder() implements Result {}

        /** The seller's profile names a pack that is not here. */
        record PackUnknown() implements Result {}

        /** MSG-11. */
        record Frozen(Instant until) implements Result {}

        /** MSG-20. */
        record Unfit(List<TextFault> faults, int longest) implements Result {}

        /** MSG-10: refused and written down. The caller commits. */
        record Blocked(List<Finding> findings) implements Result {}

        /** CARE-02. */
        record CapReached(@Nullable Instant nextFreeAt) implements Result {}
    }

    /** Writes to a buyer. The buyer's slots are locked before anything is written. */
    public Result send(Connection tx, Wish wish) throws SQLException {
        KnownOrder known = orders.known(tx, wish.order());
        Placement placement = known == null ? null : known.order().placement();
        if (known == null || placement == null) {
            return new Result.NoSuchOrder();
        }
        SellerCare seller = sellers.of(tx, wish.order().sellerId(), wish.now());
        if (seller == null) {
            return new Result.PackUnknown();
        }
        Instant frozenUntil = seller.score().frozenUntil();
        if (frozenUntil != null && seller.score().frozen(wish.now())) {
            return new Result.Frozen(frozenUntil);
        }
        SellerRules rules = seller.rules();
        int longest = rules.pack().messages().maxLength();
        List<TextFault> faults =
                PlainText.faults(wish.text(), longest, rules.pack().messages().html());
        if (!faults.isEmpty()) {
            return new Result.Unfit(faults, longest);
        }
        Verdict verdict = rules.screening().screen(wish.text(), Purpose.CARE);
        return verdict.blocked() ? blocked(tx, wish, rules, verdict) : accept(tx, wish, placement, known, rules);
    }

    private Result blocked(Connection tx, Wish wish, SellerRules rules, Verdict verdict) throws SQLException {
        List<Finding> findings = verdict.findings();
        List<String> broken = findings.stream()
                .filter(finding -> finding.severity() == Verdict.Decision.BLOCK)
                .map(Finding::rule)
                .distinct()
                .toList();
        Fact attempt = CareFacts.violated(
                wish.order().sellerId(),
                wish.careMessageId(),
                broken,
                wish.agentId(),
                rules.pack().strikes().attemptsStrike(),
                rules.pack().label(),
                wish.now());
        outbox.append(tx, List.of(attempt.tracedBy(wish.traceparent())));
        return new Result.Blocked(findings);
    }

    private Result accept(Connection tx, Wish wish, Placement placement, KnownOrder known, SellerRules rules)
            throws SQLException {
        BuyerKey buyer = new BuyerKey(wish.order().sellerId(), placement.buyerId());
        Instant since = wish.now().minus(rules.care().capWithin());
        BuyerSlots slots = messages.lock(tx, new TreeSet<>(Set.of(buyer)), since)
                .getOrDefault(buyer, new BuyerSlots(List.of(), List.of()));
        CareMessage message = planned(wish, placement, known, rules);
        // A rule's reservations yield to a person, another person's do not.
        List<CareMessage> open = new ArrayList<>(slots.open());
        open.add(message);
        if (!Slots.keeping(open, slots.held(), rules.care())
                .contains(message.need().needId())) {
            return new Result.CapReached(Slots.nextFree(slots.held(), wish.now(), rules.care()));
        }
        return keep(tx, wish, message, rules);
    }

    private static CareMessage planned(Wish wish, Placement placement, KnownOrder known, SellerRules rules) {
        Need need = new Need(
                wish.order().sellerId(),
                wish.needId(),
                wish.careMessageId(),
                null,
                wish.agentId(),
                null,
                wish.order().orderId(),
                placement.buyerId(),
                wish.channel(),
                wish.now(),
                wish.now(),
                rules.pack().label());
        Instant open = new QuietHours(rules.care().quietFrom(), rules.care().quietTo())
                .openFrom(wish.now(), rules.buyerZones(BuyerCountry.of(known.order())));
        Status status = open.isAfter(wish.now()) ? Status.DEFERRED : Status.PLANNED;
        return CareMessage.planned(need, status, open, wish.text());
    }

    private Result keep(Connection tx, Wish wish, CareMessage message, SellerRules rules) throws SQLException {
        List<Fact> facts = new ArrayList<>();
        facts.add(CareFacts.needed(message.need()));
        CareMessage kept = message;
        if (message.course().status() == Status.PLANNED) {
            Money cost = wish.channel() == Channel.SMS ? rules.care().smsCost() : null;
            kept = message.sent(wish.now(), wish.text(), cost);
            facts.addAll(CareFacts.sent(
                    kept, rules.profile().marketplace(), rules.care().expireAfter()));
        }
        messages.keep(tx, List.of(kept));
        if (kept.course().cost() != null) {
            ledger.charge(tx, List.of(kept), _ -> rules.zone());
        }
        outbox.append(
                tx,
                facts.stream().map(fact -> fact.tracedBy(wish.traceparent())).toList());
        return new Result.Accepted(kept);
    }
}
