package dev.rapport.care.rule.application;

import dev.rapport.care.rule.model.CareRule;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sellers' care rules. */
public interface CareRules {

    /** All rules of these sellers, on and off, with an entry for each seller; oldest first. */
    Map<String, List<CareRule>> of(Connection tx, Collection<String> sellers) throws SQLException;

    /** One rule; null when there is none. */
    @Nullable
    CareRule find(Connection tx, String sellerId, String ruleId) throws SQLException;

    /** One rule, its row locked until the transaction ends; null when there is none. */
    @Nullable
    CareRule lock(Connection tx, String sellerId, String ruleId) throws SQLException;

    /**
     * Keeps a rule.
     *
     * @param rollOutAt when the orders known before it are to be looked at; null when that is not needed
     */
    void keep(Connection tx, CareRule rule, @Nullable Instant rollOutAt) throws SQLException;

    /** Removes a rule. */
    void remove(Connection tx, CareRule rule) throws SQLException;

    /** Up to which order number a rule has been rolled out. */
    String rolledOutTo(Connection tx, String sellerId, String ruleId) throws SQLException;

    /** Notes how far the rollout has come; {@code nextAt} null when it is done. */
    void rolledOut(Connection tx, String sellerId, String ruleId, String to, @Nullable Instant nextAt)
            throws SQLException;
}
