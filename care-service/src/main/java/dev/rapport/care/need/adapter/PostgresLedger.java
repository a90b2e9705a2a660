package dev.rapport.care.need.adapter;

import dev.rapport.care.need.application.Ledger;
import dev.rapport.care.need.model.CareMessage;
import dev.rapport.events.Money;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Function;

/** CARE-06: table {@code care_cost}. */
@Singleton
final class PostgresLedger implements Ledger {
    private static final String CHARGE = """
            INSERT INTO care_cost (seller_id, care_message_id, entry, rule_id, month, currency, amount, at)
            VALUES (?, ?, 'CHARGE', ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private static final String REVERSE = """
            INSERT INTO care_cost (seller_id, care_message_id, entry, rule_id, month, currency, amount, at)
            SELECT seller_id, care_message_id, 'REVERSAL', rule_id, month, currency, -amount, ?
              FROM care_cost WHERE seller_id = ? AND care_message_id = ? AND entry = 'CHARGE'
            ON CONFLICT DO NOTHING
            """;

    @Override
    public void charge(Connection tx, Collection<CareMessage> sent, Function<String, ZoneId> zone) throws SQLException {
        if (sent.isEmpty()) {
            return;
        }
        try (PreparedStatement charge = tx.prepareStatement(CHARGE)) {
            for (CareMessage message : sent) {
                Money cost = Objects.requireNonNull(message.course().cost(), "what is charged costs something");
                Instant sentAt = Objects.requireNonNull(message.course().sentAt(), "what is charged was sent");
                String seller = message.need().sellerId();
                charge.setString(1, seller);
                charge.setString(2, message.need().careMessageId());
                charge.setString(3, message.need().ruleId());
                charge.setString(
                        4, YearMonth.from(sentAt.atZone(zone.apply(seller))).toString());
                charge.setString(5, cost.currency());
                charge.setBigDecimal(6, cost.value());
                charge.setObject(7, sentAt.atOffset(ZoneOffset.UTC));
                charge.addBatch();
            }
            charge.executeBatch();
        }
    }

    @Override
    public void reverse(Connection tx, Collection<CareMessage> failed, Instant now) throws SQLException {
        if (failed.isEmpty()) {
            return;
        }
        try (PreparedStatement reverse = tx.prepareStatement(REVERSE)) {
            for (CareMessage message : failed) {
                reverse.setObject(1, now.atOffset(ZoneOffset.UTC));
                reverse.setString(2, message.need().sellerId());
                reverse.setString(3, message.need().careMessageId());
                reverse.addBatch();
            }
            reverse.executeBatch();
        }
    }
}
