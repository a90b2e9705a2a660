package dev.rapport.care.need.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.care.need.application.CareMessages;
import dev.rapport.care.need.model.CareMessage;
import dev.rapport.care.need.model.CareMessage.Course;
import dev.rapport.care.need.model.CareMessage.Status;
import dev.rapport.care.need.model.Need;
import dev.rapport.care.order.model.OrderKey;
import dev.rapport.care.rule.model.Channel;
import dev.rapport.events.Money;
import dev.rapport.events.SuppressionReason;
import dev.rapport.policy.CareTrigger;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Care messages in table {@code care_message}: any number of rows read or written with one statement. */
@Singleton
final class PostgresCareMessages implements CareMessages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String BY_KEY = """
            SELECT m.* FROM unnest(?::text[], ?::text[]) AS k (seller_id, id)
              JOIN care_message m ON m.seller_id = k.seller_id AND m.%s = k.id
            """;

    private static final String COLUMNS = """
            seller_id, need_id, care_message_id, rule_id, agent_id, trigger, order_id, buyer_id, channel, cause_at, needed_at, status,
            reason, detail, send_at, sent_at, slot_held, settled_at, read_at, attempts, text, cost_currency, cost_value, pack""";

    private static final String KEEP = """
            INSERT INTO care_message (%1$s)
            SELECT %1$s FROM json_to_recordset(?::json) AS r (
              seller_id text, need_id text, care_message_id text, rule_id text, agent_id text, trigger text, order_id text,
              buyer_id text, channel text, cause_at timestamptz, needed_at timestamptz, status text, reason text, detail text,
              send_at timestamptz, sent_at timestamptz, slot_held boolean, settled_at timestamptz, read_at timestamptz,
              attempts integer, text text, cost_currency text, cost_value numeric, pack text)
            ON CONFLICT (seller_id, need_id) DO UPDATE
              SET status = excluded.status, reason = excluded.reason, detail = excluded.detail, send_at = excluded.send_at,
                  sent_at = excluded.sent_at, slot_held = excluded.slot_held, settled_at = excluded.settled_at,
                  read_at = excluded.read_at, attempts = excluded.attempts, text = excluded.text,
                  cost_currency = excluded.cost_currency, cost_value = excluded.cost_value
            """.formatted(COLUMNS);

    private static final String MEET = """
            INSERT INTO care_buyer (seller_id, buyer_id) SELECT * FROM unnest(?::text[], ?::text[]) ON CONFLICT DO NOTHING
            """;

    // In one global order, or two who write to the same buyers would wait for one another.
    private static final String LOCK = """
            SELECT b.buyer_id FROM unnest(?::text[], ?::text[]) AS k (seller_id, buyer_id)
              JOIN care_buyer b ON b.seller_id = k.seller_id AND b.buyer_id = k.buyer_id
             ORDER BY b.seller_id, b.buyer_id FOR UPDATE OF b
            """;

    private static final String TAKEN = """
            SELECT m.* FROM unnest(?::text[], ?::text[]) AS k (seller_id, buyer_id)
              JOIN care_message m ON m.seller_id = k.seller_id AND m.buyer_id = k.buyer_id
             WHERE m.status IN ('PLANNED', 'DEFERRED')
            UNION ALL
            SELECT m.* FROM unnest(?::text[], ?::text[]) AS k (seller_id, buyer_id)
              JOIN care_message m ON m.seller_id = k.seller_id AND m.buyer_id = k.buyer_id
             WHERE m.slot_held AND m.sent_at >= ?
            """;

    private static final String ERASE = """
            UPDATE care_message m SET text = NULL FROM unnest(?::text[], ?::text[]) AS k (seller_id, buyer_id)
             WHERE m.seller_id = k.seller_id AND m.buyer_id = k.buyer_id AND m.text IS NOT NULL
            """;

    @Override
    public List<CareMessage> ofOrders(Connection tx, Collection<OrderKey> orders) throws SQLException {
        return select(tx, "order_id", List.copyOf(orders), OrderKey::sellerId, OrderKey::orderId);
    }

    @Override
    public List<CareMessage> ofNeeds(Connection tx, Collection<Id> needs) throws SQLException {
        return select(tx, "need_id", List.copyOf(needs), Id::sellerId, Id::id);
    }

    @Override
    public List<CareMessage> ofDispatches(Connection tx, Collection<Id> dispatches) throws SQLException {
        return select(tx, "care_message_id", List.copyOf(dispatches), Id::sellerId, Id::id);
    }

    private static <K> List<CareMessage> select(
            Connection tx, String column, List<K> keys, Function<K, String> seller, Function<K, String> id)
            throws SQLException {
        if (keys.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement select = tx.prepareStatement(BY_KEY.formatted(column))) {
            select.setArray(1, texts(tx, keys.stream().map(seller).toList()));
            select.setArray(2, texts(tx, keys.stream().map(id).toList()));
            return read(select);
        }
    }

    @Override
    public Map<BuyerKey, BuyerSlots> lock(Connection tx, Set<BuyerKey> buyers, Instant since) throws SQLException {
        if (buyers.isEmpty()) {
            return Map.of();
        }
        // The first write of the transaction where the buyer is new: its seller's lock is held by then (ordering law).
        for (String statement : List.of(MEET, LOCK)) {
            try (PreparedStatement lock = tx.prepareStatement(statement)) {
                bind(lock, 1, new TreeSet<>(buyers));
                lock.execute();
            }
        }
        return taken(tx, new TreeSet<>(buyers), since);
    }

    @Override
    public BuyerSlots slots(Connection tx, BuyerKey buyer, Instant since) throws SQLException {
        return taken(tx, new TreeSet<>(Set.of(buyer)), since).getOrDefault(buyer, new BuyerSlots(List.of(), List.of()));
    }

    private static Map<BuyerKey, BuyerSlots> taken(Connection tx, Set<BuyerKey> buyers, Instant since)
            throws SQLException {
        Map<BuyerKey, BuyerSlots> slots = new TreeMap<>();
        buyers.forEach(buyer -> slots.put(buyer, new BuyerSlots(new ArrayList<>(), new ArrayList<>())));
        try (PreparedStatement select = tx.prepareStatement(TAKEN)) {
            bind(select, 1, buyers);
            bind(select, 3, buyers);
            select.setObject(5, since.atOffset(ZoneOffset.UTC));
            for (CareMessage message : read(select)) {
                BuyerSlots of = slots.get(
                        new BuyerKey(message.need().sellerId(), message.need().buyerId()));
                Instant sentAt = message.course().sentAt();
                if (of != null && sentAt != null) {
                    of.held().add(sentAt);
                } else if (of != null) {
                    of.open().add(message);
                }
            }
        }
        return slots;
    }

    @Override
    public void keep(Connection tx, Collection<CareMessage> messages) throws SQLException {
        if (messages.isEmpty()) {
            return;
        }
        ArrayNode rows = JSON.createArrayNode();
        messages.forEach(message -> row(rows.addObject(), message));
        try (PreparedStatement keep = tx.prepareStatement(KEEP)) {
            keep.setString(1, rows.toString());
            keep.executeUpdate();
        }
    }

    @Override
    public void erase(Connection tx, Collection<BuyerKey> buyers) throws SQLException {
        if (buyers.isEmpty()) {
            return;
        }
        try (PreparedStatement erase = tx.prepareStatement(ERASE)) {
            bind(erase, 1, new TreeSet<>(buyers));
            erase.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, int from, Set<BuyerKey> buyers) throws SQLException {
        Connection tx = statement.getConnection();
        statement.setArray(
                from, texts(tx, buyers.stream().map(BuyerKey::sellerId).toList()));
        statement.setArray(
                from + 1, texts(tx, buyers.stream().map(BuyerKey::buyerId).toList()));
    }

    private static Array texts(Connection tx, List<String> values) throws SQLException {
        return tx.createArrayOf("text", values.toArray());
    }

    private static void row(ObjectNode row, CareMessage message) {
        Need need = message.need();
        row.put("seller_id", need.sellerId())
                .put("need_id", need.needId())
                .put("care_message_id", need.careMessageId())
                .put("rule_id", need.ruleId())
                .put("agent_id", need.agentId())
                .put("trigger", need.triggerName())
                .put("order_id", need.orderId())
                .put("buyer_id", need.buyerId())
                .put("channel", need.channel().name())
                .put("cause_at", need.causeAt().toString())
                .put("needed_at", need.neededAt().toString())
                .put("pack", need.pack());
        Course course = message.course();
        Money cost = course.cost();
        SuppressionReason reason = course.reason();
        row.put("status", course.status().name())
                .put("reason", reason == null ? null : reason.name())
                .put("detail", course.detail())
                .put("send_at", text(course.sendAt()))
                .put("sent_at", text(course.sentAt()))
                .put("slot_held", course.slotHeld())
                .put("settled_at", text(course.settledAt()))
                .put("read_at", text(course.readAt()))
                .put("attempts", course.attempts())
                .put("text", course.text())
                .put("cost_currency", cost == null ? null : cost.currency())
                .put("cost_value", cost == null ? null : cost.value().toPlainString());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static List<CareMessage> read(PreparedStatement select) throws SQLException {
        List<CareMessage> messages = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                messages.add(read(rows));
            }
        }
        return messages;
    }

    /** Reads the row the result set stands on. */
    static CareMessage read(ResultSet row) throws SQLException {
        String trigger = row.getString("trigger");
        Need need = new Need(
                row.getString("seller_id"),
                row.getString("need_id"),
                row.getString("care_message_id"),
                row.getString("rule_id"),
                row.getString("agent_id"),
                trigger.equals(Need.MANUAL) ? null : CareTrigger.valueOf(trigger),
                row.getString("order_id"),
                row.getString("buyer_id"),
                Channel.valueOf(row.getString("channel")),
                row.getObject("cause_at", OffsetDateTime.class).toInstant(),
                row.getObject("needed_at", OffsetDateTime.class).toInstant(),
                row.getString("pack"));
        String reason = row.getString("reason");
        String currency = row.getString("cost_currency");
        Course course = new Course(
                Status.valueOf(row.getString("status")),
                reason == null ? null : SuppressionReason.valueOf(reason),
                row.getString("detail"),
                instant(row, "send_at"),
                instant(row, "sent_at"),
                row.getBoolean("slot_held"),
                instant(row, "settled_at"),
                instant(row, "read_at"),
                row.getInt("attempts"),
                row.getString("text"),
                currency == null ? null : new Money(currency, row.getBigDecimal("cost_value")));
        return new CareMessage(need, course);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
