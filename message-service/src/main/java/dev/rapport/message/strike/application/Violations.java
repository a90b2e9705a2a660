package dev.rapport.message.strike.application;

import dev.rapport.message.strike.model.Ledger;
import dev.rapport.message.strike.model.Violation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where violations and ledgers are kept. All methods work inside the caller's transaction. */
public interface Violations {

    /**
     * Holds the ledger for reading until the transaction ends: nobody strikes meanwhile. Takes no row lock and writes nothing, so it may
     * come before the ordering law's row lock.
     */
    void hold(Connection tx, String sellerId) throws SQLException;

    /** Holds the ledger for writing, in the same way. A consumer's batch, which holds the seller, needs neither. */
    void holdToWrite(Connection tx, String sellerId) throws SQLException;

    /** Until when a seller's sending is frozen at an instant; null when it is free. */
    @Nullable
    Instant frozenUntil(Connection tx, String sellerId, Instant now) throws SQLException;

    /** The ledgers of these sellers, each with its strikes; {@link Ledger#CLEAN} for those without any. */
    Map<String, Ledger> ledgers(Connection tx, Collection<String> sellers) throws SQLException;

    /** Those of these violations that are known, by seller and id. */
    List<Violation> find(Connection tx, Collection<ViolationKey> keys) throws SQLException;

    /** Adds violations and changes those there are. */
    void keep(Connection tx, Collection<Violation> violations, Instant recordedAt) throws SQLException;

    /** Writes what the ledgers are now. */
    void keepLedgers(Connection tx, Map<String, Ledger> ledgers) throws SQLException;

    /** A page of a seller's violations, newest first. */
    List<Violation> page(Connection tx, String sellerId, @Nullable Position after, int fetch) throws SQLException;

    /** Names a violation. */
    record ViolationKey(String sellerId, String violationId) {}

    /** Where a violation stands in the list. */
    record Position(Instant violatedAt, String violationId) {}
}
