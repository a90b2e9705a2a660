package dev.rapport.care.need.application;

import dev.rapport.care.eligibility.SellerRules;
import dev.rapport.care.need.application.CareMessages.BuyerKey;
import dev.rapport.care.need.application.CareMessages.BuyerSlots;
import dev.rapport.care.need.model.CareMessage;
import dev.rapport.care.need.model.CareMessage.Status;
import dev.rapport.care.need.model.Need;
import dev.rapport.care.need.model.Occasions;
import dev.rapport.care.need.model.Recheck;
import dev.rapport.care.need.model.Slots;
import dev.rapport.care.order.application.KnownOrder;
import dev.rapport.care.order.application.Orders;
import dev.rapport.care.order.model.OrderKey;
import dev.rapport.care.rule.model.CareRule;
import dev.rapport.care.rule.model.CareText;
import dev.rapport.care.rule.model.Channel;
import dev.rapport.care.rule.model.QuietHours;
import dev.rapport.events.Money;
import dev.rapport.events.SuppressionReason;
import dev.rapport.kit.due.DueHandler;
import dev.rapport.kit.due.DueRow;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.text.screening.Finding;
import dev.rapport.text.screening.Purpose;
import dev.rapport.text.screening.Verdict;
import dev.rapport.text.template.Template;
import dev.rapport.text.template.Variable;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** CARE-05: sends what is due, after everything has been checked again. A message whose last attempt failed is tried again (MSG-15). */
@Singleton
public final class SendCare implements DueHandler {
    /** A message of a seller whose pack is not here waits for it. */
    private static final Duration WITHOUT_PACK = Duration.ofMinutes(10);

    private final SellerCare.Lookup sellers;
    private final Orders orders;
    private final CareMessages messages;
    private final Ledger ledger;
    private final Outbox outbox;

    SendCare(SellerCare.Lookup sellers, Orders orders, CareMessages messages, Ledger ledger, Outbox outbox) {
        this.sellers = sellers;
        this.orders = orders;
        this.messages = messages;
        this.ledger = ledger;
        this.outbox = outbox;
    }

    /** One step's work. */
    private static final class Step {
        final Instant now;
        final Map<String, SellerCare> care;
        final Map<OrderKey, KnownOrder> known;
        final List<CareMessage> about;
        final Map<String, CareMessage> changed = new LinkedHashMap<>();
        final List<CareMessage> charged = new ArrayList<>();
        final List<Fact> facts = new ArrayList<>();
        Map<BuyerKey, BuyerSlots> slots = Map.of();

        Step(Instant now, Map<String, SellerCare> care, Map<OrderKey, KnownOrder> known, List<CareMessage> about) {
            this.now = now;
            this.care = care;
            this.known = known;
            this.about = about;
        }

        void note(CareMessage message) {
            changed.put(message.need().needId(), message);
        }

        CareMessage present(CareMessage message) {
            return changed.getOrDefault(message.need().needId(), message);
        }

        void suppress(CareMessage message, SuppressionReason reason, @Nullable String detail) {
            CareMessage suppressed = message.suppressed(reason, detail, now);
            note(suppressed);
            facts.add(CareFacts.suppressed(suppressed, now));
        }
    }

    @Override
    public void fire(Connection tx, List<DueRow> rows, Instant now) throws SQLException {
        List<CareMessage> due = messages.ofNeeds(
                tx,
                rows.stream()
                        .map(row ->
                                new CareMessages.Id(row.sellerId(), row.key().getFirst()))
                        .toList());
        Set<OrderKey> keys = due.stream().map(SendCare::order).collect(Collectors.toCollection(TreeSet::new));
        var care = sellers.of(tx, keys.stream().map(OrderKey::sellerId).collect(Collectors.toSet()), now);
        Step step = new Step(now, care, orders.known(tx, keys), messages.ofOrders(tx, keys));
        step.slots = lock(tx, due, step);
        for (CareMessage message : byValue(due, step)) {
            SellerCare seller = step.care.get(message.need().sellerId());
            if (seller == null) {
                step.note(waiting(message, now));
            } else if (message.course().status() == Status.SENT) {
                again(message, seller, step);
            } else {
                send(message, seller, step);
            }
        }
        messages.keep(tx, step.changed.values());
        ledger.charge(tx, step.charged, seller -> Objects.requireNonNull(step.care.get(seller))
                .rules()
                .zone());
        outbox.append(tx, step.facts);
    }

    private Map<BuyerKey, BuyerSlots> lock(Connection tx, List<CareMessage> due, Step step) throws SQLException {
        Set<BuyerKey> buyers = due.stream().map(SendCare::buyer).collect(Collectors.toCollection(TreeSet::new));
        Duration longest = step.care.values().stream()
                .map(seller -> seller.rules().care().capWithin())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return messages.lock(tx, buyers, step.now.minus(longest));
    }

    private static List<CareMessage> byValue(List<CareMessage> due, Step step) {
        return due.stream()
                .sorted(Comparator.comparingInt((CareMessage message) -> {
                            SellerCare seller = step.care.get(message.need().sellerId());
                            return seller == null
                                    ? Integer.MAX_VALUE
                                    : message.need().rank(seller.rules().care());
                        })
                        .thenComparing(message -> message.need().neededAt())
                        .thenComparing(message -> message.need().needId()))
                .toList();
    }

    private static CareMessage waiting(CareMessage message, Instant now) {
        return message.open() ? message.deferred(now.plus(WITHOUT_PACK)) : message.retriedAt(now.plus(WITHOUT_PACK));
    }

    /** CARE-05, in the rulebook's order; the night comes last, since it only defers. */
    private static void send(CareMessage message, SellerCare seller, Step step) {
        Need need = message.need();
        SellerRules rules = seller.rules();
        CareRule rule = seller.rule(need.ruleId());
        var obstacle = Recheck.obstacle(need, circumstances(message, seller, rule, step), rules.care(), step.now);
        if (obstacle.isPresent()) {
            step.suppress(message, obstacle.get(), null);
            return;
        }
        if (!keepsSlot(message, seller, step)) {
            step.suppress(message, SuppressionReason.CAP_REACHED, null);
            return;
        }
        String text = text(message, rule, rules, step);
        if (text == null) {
            return;
        }
        Instant open = quiet(rule, rules).openFrom(step.now, rules.buyerZones(country(message, step)));
        if (open.isAfter(step.now)) {
            step.note(message.deferred(open));
            return;
        }
        Money cost = need.channel() == Channel.SMS ? rules.care().smsCost() : null;
        CareMessage sent = message.sent(step.now, text, cost);
        step.note(sent);
        if (cost != null) {
            step.charged.add(sent);
        }
        step.facts.addAll(
                CareFacts.sent(sent, rules.profile().marketplace(), rules.care().expireAfter()));
    }

    private static Recheck.Circumstances circumstances(
            CareMessage message, SellerCare seller, @Nullable CareRule rule, Step step) {
        Need need = message.need();
        var trigger = need.trigger();
        if (trigger == null) {
            return Recheck.Circumstances.ofManual(seller.score().frozen(step.now));
        }
        boolean duplicate = step.about.stream()
                .map(step::present)
                .anyMatch(other -> !other.need().needId().equals(need.needId())
                        && other.alive()
                        && !other.open()
                        && need.isAboutTheSameAs(other.need()));
        KnownOrder order = step.known.get(order(message));
        boolean stillTrue = order != null && Occasions.stillTrue(order.order(), trigger, need.causeAt());
        return new Recheck.Circumstances(
                duplicate, rule != null && rule.on(), seller.eligibility().eligible(), stillTrue);
    }

    /** CARE-02: as things stand now, with what has been sent in this very step. */
    private static boolean keepsSlot(CareMessage message, SellerCare seller, Step step) {
        BuyerKey buyer = buyer(message);
        BuyerSlots slots = step.slots.getOrDefault(buyer, new BuyerSlots(List.of(), List.of()));
        List<Instant> held = new ArrayList<>(slots.held());
        step.changed.values().stream()
                .filter(other -> buyer(other).equals(buyer)
                        && other.course().slotHeld()
                        && step.now.equals(other.course().sentAt()))
                .forEach(_ -> held.add(step.now));
        List<CareMessage> open = slots.open().stream()
                .map(step::present)
                .filter(CareMessage::open)
                .toList();
        return Slots.taken(held, step.now, seller.rules().care())
                        < seller.rules().care().cap()
                && Slots.keeping(open, held, seller.rules().care())
                        .contains(message.need().needId());
    }

    /** The text as it leaves; null when it must not, and then that is noted (CARE-03). */
    private static @Nullable String text(CareMessage message, @Nullable CareRule rule, SellerRules rules, Step step) {
        String written = message.course().text();
        if (rule == null) {
            // A person's text was screened when it was written; without it there is nothing to say any more (MSG-18).
            if (written == null) {
                step.suppress(message, SuppressionReason.SCREENED, "erased");
            }
            return written;
        }
        KnownOrder order = Objects.requireNonNull(step.known.get(order(message)), "a need's order is known");
        return switch (CareText.render(rule.template(), order.order(), rules.zone())) {
            case Template.Incomplete(Set<Variable> missing) -> {
                step.suppress(
                        message,
                        SuppressionReason.SCREENED,
                        missing.stream()
                                .map(Variable::written)
                                .sorted()
                                .collect(Collectors.joining(", ", "no value for ", "")));
                yield null;
            }
            case Template.Complete(String text) -> screened(message, text, rules, step);
        };
    }

    private static @Nullable String screened(CareMessage message, String text, SellerRules rules, Step step) {
        Verdict verdict = rules.screening().screen(text, Purpose.CARE);
        if (!verdict.blocked()) {
            return text;
        }
        List<String> broken = verdict.findings().stream()
                .filter(finding -> finding.severity() == Verdict.Decision.BLOCK)
                .map(Finding::rule)
                .distinct()
                .toList();
        Need need = message.need();
        step.suppress(message, SuppressionReason.SCREENED, String.join(", ", broken));
        step.facts.add(CareFacts.violated(
                need.sellerId(),
                need.careMessageId(),
                broken,
                null,
                rules.pack().strikes().attemptsStrike(),
                need.pack(),
                step.now));
        return null;
    }

    /** The next attempt, but not in the buyer's night. */
    private static void again(CareMessage message, SellerCare seller, Step step) {
        SellerRules rules = seller.rules();
        if (message.course().text() == null) {
            step.note(message.givenUp(step.now));
            return;
        }
        Instant open = quiet(seller.rule(message.need().ruleId()), rules)
                .openFrom(step.now, rules.buyerZones(country(message, step)));
        if (open.isAfter(step.now)) {
            step.note(message.retriedAt(open));
            return;
        }
        CareMessage again = message.attemptedAgain();
        step.note(again);
        step.facts.add(CareFacts.requested(
                again, rules.profile().marketplace(), rules.care().expireAfter(), step.now));
    }

    private static QuietHours quiet(@Nullable CareRule rule, SellerRules rules) {
        return rule != null
                ? rule.quietHours(rules.care())
                : new QuietHours(rules.care().quietFrom(), rules.care().quietTo());
    }

    private static @Nullable String country(CareMessage message, Step step) {
        KnownOrder order = step.known.get(order(message));
        return order == null ? null : BuyerCountry.of(order.order());
    }

    private static OrderKey order(CareMessage message) {
        return new OrderKey(message.need().sellerId(), message.need().orderId());
    }

    private static BuyerKey buyer(CareMessage message) {
        return new BuyerKey(message.need().sellerId(), message.need().buyerId());
    }
}
