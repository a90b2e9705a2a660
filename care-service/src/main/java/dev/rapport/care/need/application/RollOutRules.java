package dev.rapport.care.need.application;

import dev.rapport.care.order.application.KnownOrder;
import dev.rapport.care.order.application.Orders;
import dev.rapport.care.order.model.OrderKey;
import dev.rapport.care.rule.application.CareRules;
import dev.rapport.kit.due.DueHandler;
import dev.rapport.kit.due.DueRow;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A rule that was switched on or rewritten looks at the orders that were known before it, some in each step. */
@Singleton
public final class RollOutRules implements DueHandler {
    private final SellerCare.Lookup sellers;
    private final Orders orders;
    private final CareRules rules;
    private final CareConfig config;

    RollOutRules(SellerCare.Lookup sellers, Orders orders, CareRules rules, CareConfig config) {
        this.sellers = sellers;
        this.orders = orders;
        this.rules = rules;
        this.config = config;
    }

    @Override
    public void fire(Connection tx, List<DueRow> rows, Instant now) throws SQLException {
        for (DueRow row : rows) {
            step(tx, row.sellerId(), row.key().getFirst(), now);
        }
    }

    private void step(Connection tx, String sellerId, String ruleId, Instant now) throws SQLException {
        SellerCare seller = sellers.of(tx, sellerId, now);
        String after = rules.rolledOutTo(tx, sellerId, ruleId);
        List<KnownOrder> page = seller == null ? List.of() : orders.page(tx, sellerId, after, config.rollOutOrders());
        if (seller == null || page.isEmpty()) {
            rules.rolledOut(tx, sellerId, ruleId, after, null);
            return;
        }
        Map<OrderKey, Instant> due = new HashMap<>();
        for (KnownOrder known : page) {
            Instant doneThrough = known.careDoneThrough();
            Instant next =
                    DueOrders.first(known, seller, neededAt -> doneThrough == null || neededAt.isAfter(doneThrough));
            if (next != null) {
                due.put(known.order().key(), next);
            }
        }
        orders.hasten(tx, due);
        boolean last = page.size() < config.rollOutOrders();
        rules.rolledOut(tx, sellerId, ruleId, page.getLast().order().key().orderId(), last ? null : now);
    }
}
