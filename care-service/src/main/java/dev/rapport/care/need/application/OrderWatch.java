package dev.rapport.care.need.application;

import dev.rapport.care.order.application.CareDue;
import dev.rapport.care.rule.application.CareRules;
import dev.rapport.care.rule.model.CareRule;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Tells the intake when the orders of a batch are to be looked at. Sellers without a rule that is on cost one look-up. */
@Singleton
public final class OrderWatch {
    private final CareRules rules;
    private final SellerCare.Lookup sellers;

    OrderWatch(CareRules rules, SellerCare.Lookup sellers) {
        this.rules = rules;
        this.sellers = sellers;
    }

    /** For the orders of these sellers, in this transaction. */
    public CareDue of(Connection tx, Collection<String> batch, Instant now) throws SQLException {
        Set<String> caring = new TreeSet<>();
        rules.of(tx, batch).forEach((seller, theirs) -> {
            if (theirs.stream().anyMatch(CareRule::on)) {
                caring.add(seller);
            }
        });
        return caring.isEmpty() ? CareDue.NEVER : DueOrders.of(sellers.of(tx, caring, now));
    }
}
