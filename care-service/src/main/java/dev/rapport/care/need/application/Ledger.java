package dev.rapport.care.need.application;

import dev.rapport.care.need.model.CareMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.function.Function;

/** CARE-06: what care costs. Entries are only ever added. */
public interface Ledger {

    /**
     * Charges messages that were sent and cost something.
     *
     * @param zone the seller's: its month is charged
     */
    void charge(Connection tx, Collection<CareMessage> sent, Function<String, ZoneId> zone) throws SQLException;

    /** Takes back what was charged for messages that were not sent after all, in the month it was charged to. */
    void reverse(Connection tx, Collection<CareMessage> failed, Instant now) throws SQLException;
}
