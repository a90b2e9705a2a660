package dev.rapport.message.template.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.events.Kind;
import dev.rapport.events.Scene;
import dev.rapport.message.sql.Rows;
import dev.rapport.message.template.application.OwnTemplate;
import dev.rapport.message.template.application.Templates;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link Templates} in PostgreSQL. */
@Singleton
final class PostgresTemplates implements Templates {

    private static final String COLUMNS = "v.template_id, v.version, v.kind, v.scene, v.texts, v.saved_at, v.saved_by";

    private static final String PRESENT = """
            SELECT %s
              FROM template t
              JOIN template_version v USING (seller_id, template_id, version)
             WHERE t.seller_id = ? AND t.present""".formatted(COLUMNS);

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final ObjectMapper json;

    PostgresTemplates(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public @Nullable OwnTemplate find(Connection tx, String sellerId, String templateId) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(PRESENT + " AND t.template_id = ?")) {
            query.setString(1, sellerId);
            query.setString(2, templateId);
            return Rows.first(query, this::template);
        }
    }

    @Override
    public Map<String, OwnTemplate> all(Connection tx, String sellerId) throws SQLException {
        var all = new HashMap<String, OwnTemplate>();
        try (PreparedStatement query = tx.prepareStatement(PRESENT)) {
            query.setString(1, sellerId);
            Rows.all(query, this::template).forEach(template -> all.put(template.templateId(), template));
        }
        return all;
    }

    @Override
    public List<OwnTemplate> versions(Connection tx, String sellerId, String templateId) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(
                "SELECT %s FROM template_version v WHERE v.seller_id = ? AND v.template_id = ? ORDER BY v.version DESC LIMIT 200"
                        .formatted(COLUMNS))) {
            query.setString(1, sellerId);
            query.setString(2, templateId);
            return Rows.all(query, this::template);
        }
    }

    @Override
    public long lock(Connection tx, String sellerId, String templateId) throws SQLException {
        try (PreparedStatement query = tx.prepareStatement(
                "SELECT version FROM template WHERE seller_id = ? AND template_id = ? FOR UPDATE")) {
            query.setString(1, sellerId);
            query.setString(2, templateId);
            Long version = Rows.first(query, row -> row.getLong("version"));
            return version == null ? 0 : version;
        }
    }

    @Override
    public void keep(Connection tx, String sellerId, OwnTemplate template) throws SQLException {
        try (PreparedStatement upsert = tx.prepareStatement("""
                INSERT INTO template (seller_id, template_id, version, present) VALUES (?, ?, ?, true)
                ON CONFLICT (seller_id, template_id) DO UPDATE SET version = excluded.version, present = true
                """)) {
            upsert.setString(1, sellerId);
            upsert.setString(2, template.templateId());
            upsert.setLong(3, template.version());
            upsert.executeUpdate();
        }
        try (PreparedStatement insert = tx.prepareStatement("""
                INSERT INTO template_version (seller_id, template_id, version, kind, scene, texts, saved_at, saved_by)
                VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?)
                """)) {
            insert.setString(1, sellerId);
            insert.setString(2, template.templateId());
            insert.setLong(3, template.version());
            insert.setString(4, template.kind() == null ? null : template.kind().name());
            insert.setString(
                    5, template.scene() == null ? null : template.scene().name());
            insert.setString(6, text(template.texts()));
            Rows.set(insert, 7, Objects.requireNonNull(template.savedAt()));
            insert.setString(8, Objects.requireNonNull(template.savedBy()));
            insert.executeUpdate();
        }
    }

    @Override
    public void remove(Connection tx, String sellerId, String templateId) throws SQLException {
        try (PreparedStatement update =
                tx.prepareStatement("UPDATE template SET present = false WHERE seller_id = ? AND template_id = ?")) {
            update.setString(1, sellerId);
            update.setString(2, templateId);
            update.executeUpdate();
        }
    }

    @Override
    public void used(Connection tx, String sellerId, String templateId, Instant now) throws SQLException {
        try (PreparedStatement upsert = tx.prepareStatement("""
                INSERT INTO template_usage AS u (seller_id, template_id, used, last_used_at) VALUES (?, ?, 1, ?)
                ON CONFLICT (seller_id, template_id) DO UPDATE SET used = u.used + 1, last_used_at = excluded.last_used_at
                """)) {
            upsert.setString(1, sellerId);
            upsert.setString(2, templateId);
            Rows.set(upsert, 3, now);
            upsert.executeUpdate();
        }
    }

    @Override
    public Map<String, Usage> usage(Connection tx, String sellerId) throws SQLException {
        var usage = new HashMap<String, Usage>();
        try (PreparedStatement query =
                tx.prepareStatement("SELECT template_id, used, last_used_at FROM template_usage WHERE seller_id = ?")) {
            query.setString(1, sellerId);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    usage.put(
                            rows.getString("template_id"),
                            new Usage(rows.getLong("used"), Rows.time(rows, "last_used_at")));
                }
            }
        }
        return usage;
    }

    private OwnTemplate template(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        String scene = row.getString("scene");
        return new OwnTemplate(
                row.getString("template_id"),
                kind == null ? null : Kind.valueOf(kind),
                scene == null ? null : Scene.valueOf(scene),
                texts(row.getString("texts")),
                row.getLong("version"),
                Rows.time(row, "saved_at"),
                row.getString("saved_by"));
    }

    private String text(Map<String, String> texts) {
        try {
            return json.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> texts(String text) {
        try {
            return json.readValue(text, TEXTS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
