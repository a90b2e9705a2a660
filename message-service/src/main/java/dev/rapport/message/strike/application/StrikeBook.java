package dev.rapport.message.strike.application;

import dev.rapport.events.MessageFact;
import dev.rapport.kit.due.DueHandler;
import dev.rapport.kit.due.DueRow;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.strike.application.Violations.ViolationKey;
import dev.rapport.message.strike.model.Ledger;
import dev.rapport.message.strike.model.Violation;
import dev.rapport.message.strike.model.Violation.Strike;
import dev.rapport.policy.Strikes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** MSG-11: records violations in the order in which they come, and tells of them. */
public final class StrikeBook implements DueHandler {

    private final Violations violations;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Outbox outbox;

    public StrikeBook(Violations violations, SellerProfiles profiles, SellerClockBook clockBook, Outbox outbox) {
        this.violations = violations;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.outbox = outbox;
    }

    /** Something that happened to a seller's strikes. */
    public sealed interface News {

        String sellerId();

        String violationId();

        @Nullable
        String trace();

        /**
         * A violation was recorded.
         *
         * @param published whether its service has told of it already: then only what follows from it is told
         */
        record Recorded(
                Violation violation,
                boolean published,
                @Nullable String trace) implements News {
            @Override
            public String sellerId() {
                return violation.sellerId();
            }

            @Override
            public String violationId() {
                return violation.id();
            }
        }

        /** The marketplace took one back. */
        record Withdrawn(
                String sellerId,
                String violationId,
                Instant at,
                @Nullable String trace) implements News {}
    }

    /**
     * Takes news in, in their order, in a transaction that holds the sellers (a consumer's batch) or the ledger for writing.
     *
     * @return what is to be published, for whoever keeps the order of facts
     */
    public List<Fact> take(Connection tx, List<News> news, Instant now) throws SQLException {
        if (news.isEmpty()) {
            return List.of();
        }
        var page = open(tx, news);
        for (News one : news) {
            switch (one) {
                case News.Recorded recorded -> page.record(recorded);
                case News.Withdrawn withdrawn -> page.withdraw(withdrawn);
            }
        }
        violations.keep(tx, page.changed.values(), now);
        violations.keepLedgers(tx, page.ledgers);
        return page.facts;
    }

    /** Sending is free again: what was frozen long enough thaws. */
    @Override
    public void fire(Connection tx, List<DueRow> rows, Instant now) throws SQLException {
        var sellers = new TreeSet<String>();
        rows.forEach(row -> sellers.add(row.sellerId()));
        Map<String, SellerClocks> clocks = clockBook.of(profiles.get(tx, sellers));
        Map<String, Ledger> ledgers = new HashMap<>(violations.ledgers(tx, sellers));
        List<Fact> facts = new ArrayList<>();
        ledgers.replaceAll((seller, ledger) -> {
            Ledger.Outcome outcome = ledger.thaw();
            if (outcome.thawedAt() != null) {
                facts.add(thawed(seller, outcome.thawedAt(), clocks.get(seller)));
            }
            return outcome.ledger();
        });
        violations.keepLedgers(tx, ledgers);
        outbox.append(tx, facts);
    }

    private Page open(Connection tx, List<News> news) throws SQLException {
        var sellers = new TreeSet<String>();
        var keys = new ArrayList<ViolationKey>();
        for (News one : news) {
            sellers.add(one.sellerId());
            keys.add(new ViolationKey(one.sellerId(), one.violationId()));
        }
        var page = new Page(new HashMap<>(violations.ledgers(tx, sellers)), clockBook.of(profiles.get(tx, sellers)));
        violations
                .find(tx, keys)
                .forEach(
                        violation -> page.known.put(new ViolationKey(violation.sellerId(), violation.id()), violation));
        return page;
    }

    /** The sellers of one transaction. */
    private static final class Page {

        private final Map<String, Ledger> ledgers;
        private final Map<String, SellerClocks> clocks;
        private final Map<ViolationKey, Violation> known = new HashMap<>();
        private final Map<ViolationKey, Violation> changed = new LinkedHashMap<>();
        private final List<Fact> facts = new ArrayList<>();

        Page(Map<String, Ledger> ledgers, Map<String, SellerClocks> clocks) {
            this.ledgers = ledgers;
            this.clocks = clocks;
        }

        void record(News.Recorded recorded) {
            Violation violation = recorded.violation();
            // Reported twice, or withdrawn before it was reported: nothing of it counts or is told.
            if (known.containsKey(key(violation))) {
                return;
            }
            if (!recorded.published()) {
                facts.add(violated(violation, clocksOf(violation)).tracedBy(recorded.trace()));
            }
            if (violation.strike() == Strike.NONE) {
                change(violation);
                return;
            }
            Strikes rules = rules(violation);
            settle(violation.sellerId(), ledger(violation).strike(violation, rules), recorded.trace());
        }

        void withdraw(News.Withdrawn withdrawn) {
            Violation violation = known.get(new ViolationKey(withdrawn.sellerId(), withdrawn.violationId()));
            if (violation == null) {
                change(new Violation(
                        withdrawn.sellerId(),
                        withdrawn.violationId(),
                        Violation.Source.REPORTED,
                        null,
                        List.of(),
                        null,
                        withdrawn.at(),
                        Strike.WITHDRAWN));
                return;
            }
            if (violation.strike() == Strike.NONE || violation.strike() == Strike.WITHDRAWN) {
                return;
            }
            facts.add(cleared(violation, withdrawn.at(), clocksOf(violation)).tracedBy(withdrawn.trace()));
            settle(violation.sellerId(), ledger(violation).withdraw(violation, withdrawn.at()), withdrawn.trace());
        }

        private void settle(String seller, Ledger.Outcome outcome, @Nullable String trace) {
            ledgers.put(seller, outcome.ledger());
            outcome.changed().forEach(this::change);
            SellerClocks of = clocks.get(seller);
            if (outcome.frozen() != null) {
                facts.add(frozen(seller, outcome.frozen(), of).tracedBy(trace));
            }
            if (outcome.thawedAt() != null) {
                facts.add(thawed(seller, outcome.thawedAt(), of).tracedBy(trace));
            }
        }

        private void change(Violation violation) {
            known.put(key(violation), violation);
            changed.put(key(violation), violation);
        }

        private Ledger ledger(Violation violation) {
            return ledgers.getOrDefault(violation.sellerId(), Ledger.CLEAN);
        }

        private Strikes rules(Violation violation) {
            return clocksOf(violation).rules(violation.violatedAt()).strikes();
        }

        private SellerClocks clocksOf(Violation violation) {
            SellerClocks of = clocks.get(violation.sellerId());
            if (of == null) {
                throw new IllegalStateException("every seller of the news has been looked up");
            }
            return of;
        }

        private static ViolationKey key(Violation violation) {
            return new ViolationKey(violation.sellerId(), violation.id());
        }
    }

    private static Fact violated(Violation violation, SellerClocks clocks) {
        var fact = new MessageFact.PolicyViolated(
                violation.sellerId(),
                violation.conversationId(),
                null,
                violation.rules(),
                violation.agentId(),
                violation.violatedAt(),
                violation.strike() != Strike.NONE);
        return Fact.of(fact, violation.violatedAt(), clocks.pack(violation.violatedAt()), violation.id());
    }

    private static Fact cleared(Violation violation, Instant at, SellerClocks clocks) {
        var fact = new MessageFact.ViolationCleared(violation.sellerId(), violation.violatedAt());
        return Fact.of(fact, at, clocks.pack(violation.violatedAt()), violation.id());
    }

    private static Fact frozen(String seller, Ledger.Freeze freeze, @Nullable SellerClocks clocks) {
        var fact = new MessageFact.SendingFrozen(seller, freeze.from(), freeze.until());
        return Fact.of(
                fact,
                freeze.from(),
                pack(clocks, freeze.from()),
                freeze.from().toString(),
                freeze.until().toString());
    }

    private static Fact thawed(String seller, Instant at, @Nullable SellerClocks clocks) {
        return Fact.of(new MessageFact.SendingThawed(seller, at), at, pack(clocks, at), at.toString());
    }

    private static String pack(@Nullable SellerClocks clocks, Instant at) {
        if (clocks == null) {
            throw new IllegalStateException("every seller of the news has been looked up");
        }
        return clocks.pack(at);
    }
}
