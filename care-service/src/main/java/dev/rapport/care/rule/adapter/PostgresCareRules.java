package dev.rapport.care.rule.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.care.rule.application.CareRules;
import dev.rapport.care.rule.model.Audience;
import dev.rapport.care.rule.model.CareRule;
import dev.rapport.care.rule.model.Channel;
import dev.rapport.care.rule.model.QuietHours;
import dev.rapport.events.Money;
import dev.rapport.policy.CareTrigger;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Care rules in table {@code care_rule}. */
@Singleton
final class PostgresCareRules implements CareRules {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String OF =
            "SELECT * FROM care_rule WHERE seller_id = ANY (?) ORDER BY seller_id, created_at, rule_id";

    private static final String FIND = "SELECT * FROM care_rule WHERE seller_id = ? AND rule_id = ?";

    private static final String KEEP = """
            INSERT INTO care_rule (seller_id, rule_id, name, trigger, delay_seconds, audience, template, channel, quiet_from,
                                   quiet_to, is_on, since, created_at, version, rollout_at, rollout_after)
            VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')
            ON CONFLICT (seller_id, rule_id) DO UPDATE
              SET name = excluded.name, trigger = excluded.trigger, delay_seconds = excluded.delay_seconds,
                  audience = excluded.audience, template = excluded.template, channel = excluded.channel,
                  quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, is_on = excluded.is_on,
                  since = excluded.since, version = excluded.version,
                  rollout_at = coalesce(excluded.rollout_at, care_rule.rollout_at),
                  rollout_after = CASE WHEN excluded.rollout_at IS NULL THEN care_rule.rollout_after ELSE '' END
            """;

    private static final String REMOVE = "DELETE FROM care_rule WHERE seller_id = ? AND rule_id = ?";

    private static final String ROLLED_OUT_TO =
            "SELECT rollout_after FROM care_rule WHERE seller_id = ? AND rule_id = ?";

    private static final String ROLLED_OUT =
            "UPDATE care_rule SET rollout_after = ?, rollout_at = ? WHERE seller_id = ? AND rule_id = ?";

    @Override
    public Map<String, List<CareRule>> of(Connection tx, Collection<String> sellers) throws SQLException {
        Map<String, List<CareRule>> rules = new TreeMap<>();
        sellers.forEach(seller -> rules.put(seller, new ArrayList<>()));
        try (PreparedStatement select = tx.prepareStatement(OF)) {
            select.setArray(1, tx.createArrayOf("text", rules.keySet().toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    CareRule rule = read(rows);
                    rules.computeIfAbsent(rule.sellerId(), _ -> new ArrayList<>())
                            .add(rule);
                }
            }
        }
        return rules;
    }

    @Override
    public @Nullable CareRule find(Connection tx, String sellerId, String ruleId) throws SQLException {
        return one(tx, FIND, sellerId, ruleId);
    }

    @Override
    public @Nullable CareRule lock(Connection tx, String sellerId, String ruleId) throws SQLException {
        return one(tx, FIND + " FOR UPDATE", sellerId, ruleId);
    }

    private static @Nullable CareRule one(Connection tx, String query, String sellerId, String ruleId)
            throws SQLException {
        try (PreparedStatement select = tx.prepareStatement(query)) {
            select.setString(1, sellerId);
            select.setString(2, ruleId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? read(row) : null;
            }
        }
    }

    @Override
    public void keep(Connection tx, CareRule rule, @Nullable Instant rollOutAt) throws SQLException {
        Duration delay = rule.delay();
        QuietHours quiet = rule.quietHours();
        try (PreparedStatement keep = tx.prepareStatement(KEEP)) {
            keep.setString(1, rule.sellerId());
            keep.setString(2, rule.ruleId());
            keep.setString(3, rule.name());
            keep.setString(4, rule.trigger().name());
            keep.setObject(5, delay == null ? null : delay.toSeconds(), Types.BIGINT);
            keep.setString(6, written(rule.audience()));
            keep.setString(7, rule.template());
            keep.setString(8, rule.channel().name());
            keep.setObject(9, quiet == null ? null : quiet.from(), Types.TIME);
            keep.setObject(10, quiet == null ? null : quiet.to(), Types.TIME);
            keep.setBoolean(11, rule.on());
            instant(keep, 12, rule.since());
            instant(keep, 13, rule.createdAt());
            keep.setLong(14, rule.version());
            instant(keep, 15, rollOutAt);
            keep.executeUpdate();
        }
    }

    @Override
    public void remove(Connection tx, CareRule rule) throws SQLException {
        try (PreparedStatement remove = tx.prepareStatement(REMOVE)) {
            remove.setString(1, rule.sellerId());
            remove.setString(2, rule.ruleId());
            remove.executeUpdate();
        }
    }

    @Override
    public String rolledOutTo(Connection tx, String sellerId, String ruleId) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement(ROLLED_OUT_TO)) {
            select.setString(1, sellerId);
            select.setString(2, ruleId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    @Override
    public void rolledOut(Connection tx, String sellerId, String ruleId, String to, @Nullable Instant nextAt)
            throws SQLException {
        try (PreparedStatement update = tx.prepareStatement(ROLLED_OUT)) {
            update.setString(1, to);
            instant(update, 2, nextAt);
            update.setString(3, sellerId);
            update.setString(4, ruleId);
            update.executeUpdate();
        }
    }

    private static CareRule read(ResultSet row) throws SQLException {
        Long delay = row.getObject("delay_seconds", Long.class);
        LocalTime from = row.getObject("quiet_from", LocalTime.class);
        LocalTime to = row.getObject("quiet_to", LocalTime.class);
        return new CareRule(
                row.getString("seller_id"),
                row.getString("rule_id"),
                row.getString("name"),
                CareTrigger.valueOf(row.getString("trigger")),
                delay == null ? null : Duration.ofSeconds(delay),
                audience(row.getString("audience")),
                row.getString("template"),
                Channel.valueOf(row.getString("channel")),
                from == null || to == null ? null : new QuietHours(from, to),
                row.getBoolean("is_on"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"));
    }

    private static String written(Audience audience) {
        ObjectNode node = JSON.createObjectNode();
        node.set("countries", JSON.valueToTree(audience.countries()));
        node.set("exceptCountries", JSON.valueToTree(audience.exceptCountries()));
        node.set("categories", JSON.valueToTree(audience.categories()));
        Money least = audience.minAmount();
        if (least != null) {
            node.putObject("minAmount")
                    .put("currency", least.currency())
                    .put("value", least.value().toPlainString());
        }
        return node.toString();
    }

    private static Audience audience(String document) {
        try {
            JsonNode node = JSON.readTree(document);
            JsonNode least = node.path("minAmount");
            return new Audience(
                    texts(node.path("countries")),
                    texts(node.path("exceptCountries")),
                    texts(node.path("categories")),
                    least.isMissingNode()
                            ? null
                            : Money.of(
                                    least.required("currency").textValue(),
                                    least.required("value").textValue()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a jsonb column holds JSON", e);
        }
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    private static void instant(PreparedStatement statement, int index, @Nullable Instant value) throws SQLException {
        statement.setObject(
                index, value == null ? null : value.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
    }
}
