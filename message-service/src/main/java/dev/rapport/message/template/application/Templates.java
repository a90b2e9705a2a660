package dev.rapport.message.template.application;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where sellers' own templates are kept. All methods work inside the caller's transaction. */
public interface Templates {

    /** How often a template went out. */
    record Usage(long used, Instant lastUsedAt) {}

    /** A seller's own one as it stands; null when there is none. */
    @Nullable
    OwnTemplate find(Connection tx, String sellerId, String templateId) throws SQLException;

    /** All of a seller's own, by id. */
    Map<String, OwnTemplate> all(Connection tx, String sellerId) throws SQLException;

    /** Every version there was of a seller's own one, the newest first. */
    List<OwnTemplate> versions(Connection tx, String sellerId, String templateId) throws SQLException;

    /** Locks a template and tells its newest version, 0 when there never was one. */
    long lock(Connection tx, String sellerId, String templateId) throws SQLException;

    /** Adds a version, which is the present one from now on. */
    void keep(Connection tx, String sellerId, OwnTemplate template) throws SQLException;

    /** Takes a seller's own one back; a shipped one of the same id shows again. */
    void remove(Connection tx, String sellerId, String templateId) throws SQLException;

    /** It went out once more. */
    void used(Connection tx, String sellerId, String templateId, Instant now) throws SQLException;

    /** By template. */
    Map<String, Usage> usage(Connection tx, String sellerId) throws SQLException;
}
