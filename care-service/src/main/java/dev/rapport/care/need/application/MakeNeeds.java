package dev.rapport.care.need.application;

import dev.rapport.care.need.application.CareMessages.BuyerKey;
import dev.rapport.care.need.application.CareMessages.BuyerSlots;
import dev.rapport.care.need.model.CareMessage;
import dev.rapport.care.need.model.CareMessage.Status;
import dev.rapport.care.need.model.Need;
import dev.rapport.care.need.model.Occasion;
import dev.rapport.care.need.model.Occasions;
import dev.rapport.care.need.model.Recheck;
import dev.rapport.care.need.model.Slots;
import dev.rapport.care.order.application.KnownOrder;
import dev.rapport.care.order.application.Orders;
import dev.rapport.care.order.model.OrderKey;
import dev.rapport.care.order.model.Placement;
import dev.rapport.care.rule.model.CareRule;
import dev.rapport.events.EventType;
import dev.rapport.events.FactId;
import dev.rapport.events.SuppressionReason;
import dev.rapport.kit.due.DueHandler;
import dev.rapport.kit.due.DueRow;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * CARE-01, CARE-02: looks at orders whose time has come, makes the needs they have by then, and reserves the buyers' slots, the more
 * valuable needs first. What stands in the way of a need already is told at once.
 */
@Singleton
public final class MakeNeeds implements DueHandler {
    /** An order of a seller whose pack is not here is looked at again then. */
    private static final Duration WITHOUT_PACK = Duration.ofMinutes(10);

    private final SellerCare.Lookup sellers;
    private final Orders orders;
    private final CareMessages messages;
    private final Outbox outbox;
    private final CareConfig config;

    MakeNeeds(SellerCare.Lookup sellers, Orders orders, CareMessages messages, Outbox outbox, CareConfig config) {
        this.sellers = sellers;
        this.orders = orders;
        this.messages = messages;
        this.outbox = outbox;
        this.config = config;
    }

    /** One step's work. */
    private final class Step {
        final Instant now;
        final Map<String, SellerCare> care;
        final Map<OrderKey, KnownOrder> known;
        /** Rulebook, Time passing: an order may have several occasions, of which only some have passed. */
        final Map<OrderKey, Predicate<Instant>> passed;

        final Map<String, CareMessage> changed = new LinkedHashMap<>();
        final List<Need> made = new ArrayList<>();

        Step(Connection tx, Map<OrderKey, Predicate<Instant>> passed, Instant now) throws SQLException {
            Collection<OrderKey> keys = passed.keySet();
            this.now = now;
            this.passed = passed;
            this.care = sellers.of(tx, keys.stream().map(OrderKey::sellerId).collect(Collectors.toSet()), now);
            this.known = orders.known(tx, keys);
        }

        SellerCare care(String sellerId) {
            return Objects.requireNonNull(care.get(sellerId), "needs are made for sellers whose pack is here");
        }

        boolean hasPassed(OrderKey order, Instant neededAt) {
            return !neededAt.isAfter(now)
                    && passed.getOrDefault(order, _ -> false).test(neededAt);
        }

        void note(CareMessage message) {
            changed.put(message.need().needId(), message);
        }
    }

    @Override
    public void fire(Connection tx, List<DueRow> rows, Instant now) throws SQLException {
        Map<OrderKey, Predicate<Instant>> passed = new TreeMap<>();
        rows.forEach(row -> passed.put(new OrderKey(row.sellerId(), row.key().getFirst()), row.passed()));
        Set<OrderKey> keys = passed.keySet();
        Step step = new Step(tx, passed, now);
        List<CareMessage> before = messages.ofOrders(tx, keys);
        List<Need> needs = needs(step, before);
        reserve(tx, step, needs, before);
        messages.keep(tx, step.changed.values());
        orders.looked(tx, looks(step));
        outbox.append(tx, facts(step));
    }

    /** Those there are by now and were not before, the most valuable first. */
    private static List<Need> needs(Step step, List<CareMessage> before) {
        Set<String> there =
                before.stream().map(message -> message.need().needId()).collect(Collectors.toSet());
        List<Need> needs = new ArrayList<>();
        for (KnownOrder known : new TreeMap<>(step.known).values()) {
            SellerCare seller = step.care.get(known.order().key().sellerId());
            Placement placement = known.order().placement();
            // Whose order it is, is not known before it was placed: its needs wait for that.
            if (seller == null || placement == null) {
                continue;
            }
            for (CareRule rule : seller.careRules()) {
                if (rule.on()
                        && rule.audience()
                                .has(placement, seller.rules().pack().triage().rates())) {
                    DueOrders.of(known.order(), known.knownSince(), rule, seller).stream()
                            .filter(occasion -> step.hasPassed(known.order().key(), occasion.neededAt()))
                            .map(occasion -> need(known, placement, rule, occasion, seller))
                            .filter(need -> there.add(need.needId()))
                            .forEach(needs::add);
                }
            }
        }
        needs.sort((a, b) -> {
            var care = step.care(a.sellerId()).rules().care();
            int byRank = Integer.compare(
                    a.rank(care), b.rank(step.care(b.sellerId()).rules().care()));
            return byRank != 0 ? byRank : a.neededAt().compareTo(b.neededAt());
        });
        return needs;
    }

    private static Need need(
            KnownOrder known, Placement placement, CareRule rule, Occasion occasion, SellerCare seller) {
        OrderKey order = known.order().key();
        String cause = occasion.causeAt().toString();
        String needId = FactId.of(EventType.CARE_NEEDED, order.sellerId(), rule.ruleId(), order.orderId(), cause);
        return new Need(
                order.sellerId(),
                needId,
                FactId.of(EventType.CARE_SENT, order.sellerId(), needId),
                rule.ruleId(),
                null,
                rule.trigger(),
                order.orderId(),
                placement.buyerId(),
                rule.channel(),
                occasion.causeAt(),
                occasion.neededAt(),
                seller.rules().pack().label());
    }

    private void reserve(Connection tx, Step step, List<Need> needs, List<CareMessage> before) throws SQLException {
        if (needs.isEmpty()) {
            return;
        }
        List<CareMessage> about = new ArrayList<>(before);
        Map<BuyerKey, List<CareMessage>> wanting = new TreeMap<>();
        for (Need need : needs) {
            step.made.add(need);
            CareMessage message = planned(step, need);
            SuppressionReason obstacle = obstacle(step, need, about);
            if (obstacle == null) {
                about.add(message);
                wanting.computeIfAbsent(new BuyerKey(need.sellerId(), need.buyerId()), _ -> new ArrayList<>())
                        .add(message);
            } else {
                step.note(message.suppressed(obstacle, null, step.now));
            }
        }
        allot(tx, step, wanting);
    }

    private @Nullable SuppressionReason obstacle(Step step, Need need, List<CareMessage> about) {
        SellerCare seller = step.care(need.sellerId());
        boolean duplicate = about.stream().anyMatch(other -> other.alive() && need.isAboutTheSameAs(other.need()));
        KnownOrder order = Objects.requireNonNull(step.known.get(new OrderKey(need.sellerId(), need.orderId())));
        var trigger = Objects.requireNonNull(need.trigger(), "a rule's need has its trigger");
        boolean stillTrue = Occasions.stillTrue(order.order(), trigger, need.causeAt());
        var things =
                new Recheck.Circumstances(duplicate, true, seller.eligibility().eligible(), stillTrue);
        return Recheck.obstacle(need, things, seller.rules().care(), step.now).orElse(null);
    }

    /** It waits a moment for better ones, and for the end of the buyer's night (CARE-05). */
    private CareMessage planned(Step step, Need need) {
        SellerCare seller = step.care(need.sellerId());
        CareRule rule = Objects.requireNonNull(seller.rule(need.ruleId()), "a need has its rule");
        KnownOrder order = Objects.requireNonNull(step.known.get(new OrderKey(need.sellerId(), need.orderId())));
        Instant settled = step.now.plus(config.settle());
        Instant open = rule.quietHours(seller.rules().care())
                .openFrom(settled, seller.rules().buyerZones(BuyerCountry.of(order.order())));
        return CareMessage.planned(need, open.isAfter(settled) ? Status.DEFERRED : Status.PLANNED, open, null);
    }

    private void allot(Connection tx, Step step, Map<BuyerKey, List<CareMessage>> wanting) throws SQLException {
        Instant since = step.now.minus(longestCap(step));
        Map<BuyerKey, BuyerSlots> slots = messages.lock(tx, wanting.keySet(), since);
        wanting.forEach((buyer, wanted) -> {
            BuyerSlots taken = slots.getOrDefault(buyer, new BuyerSlots(List.of(), List.of()));
            List<CareMessage> open = new ArrayList<>(taken.open());
            open.addAll(wanted);
            Set<String> keeping = Slots.keeping(
                    open, taken.held(), step.care(buyer.sellerId()).rules().care());
            Set<CareMessage> unchanged = new HashSet<>(taken.open());
            for (CareMessage message : open) {
                if (!keeping.contains(message.need().needId())) {
                    step.note(message.suppressed(SuppressionReason.CAP_REACHED, null, step.now));
                } else if (!unchanged.contains(message)) {
                    step.note(message);
                }
            }
        });
    }

    private static Duration longestCap(Step step) {
        return step.care.values().stream()
                .map(seller -> seller.rules().care().capWithin())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static Map<OrderKey, Orders.Look> looks(Step step) {
        Map<OrderKey, Orders.Look> looks = new HashMap<>();
        step.known.forEach((key, known) -> {
            SellerCare seller = step.care.get(key.sellerId());
            looks.put(
                    key,
                    seller == null
                            ? new Orders.Look(known.careDoneThrough(), step.now.plus(WITHOUT_PACK))
                            : look(step, key, known, seller));
        });
        return looks;
    }

    /** What is due but has not passed yet is looked at again as soon as it has. */
    private static Orders.Look look(Step step, OrderKey key, KnownOrder known, SellerCare seller) {
        Instant waiting = DueOrders.first(known, seller, neededAt -> !step.hasPassed(key, neededAt));
        if (waiting == null || waiting.isAfter(step.now)) {
            return new Orders.Look(step.now, waiting);
        }
        return new Orders.Look(waiting.minusNanos(1_000), waiting);
    }

    private static List<Fact> facts(Step step) {
        List<Fact> facts = new ArrayList<>();
        step.made.forEach(need -> facts.add(CareFacts.needed(need)));
        step.changed.values().stream()
                .filter(message -> message.course().status() == Status.SUPPRESSED)
                .forEach(message -> facts.add(CareFacts.suppressed(message, step.now)));
        return facts;
    }
}
