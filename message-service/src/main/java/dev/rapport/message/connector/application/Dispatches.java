package dev.rapport.message.connector.application;

import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.message.connector.model.Report;
import dev.rapport.message.connector.model.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where dispatches are kept for the connectors that Rapport brings. All methods work inside the caller's transaction. */
public interface Dispatches {

    /**
     * A dispatch in hand.
     *
     * @param request null when it was delivered before: the receipt is repeated for the new attempt
     * @param before what was reported of it before; null when nothing was
     * @param target null when the seller's connector is gone
     * @param tries how often it was tried, this time included
     * @param until when another may take it in hand
     */
    record InHand(
            String sellerId,
            String dispatchId,
            int attempt,
            @Nullable DispatchRequested request,
            @Nullable Report before,
            @Nullable Target target,
            int tries,
            Instant until) {}

    /** Takes requests of sellers with a connector; others, and those taken before, are passed over. */
    void take(Connection tx, List<DispatchRequested> requests, Instant now) throws SQLException;

    /**
     * Takes in hand what is due, each by one process at a time; of every seller the oldest before the second of any.
     *
     * @param slots no more than are free, and of each seller no more than it has room for
     */
    List<InHand> claim(Connection tx, Slots slots, Instant now, Duration lease) throws SQLException;

    /** Leaves one for later; nothing when it has been asked for anew meanwhile. */
    void later(Connection tx, InHand one, Instant at) throws SQLException;

    /**
     * One is over.
     *
     * @return false when it has been asked for anew meanwhile, and is not over
     */
    boolean over(Connection tx, InHand one, Report report, Instant at) throws SQLException;

    /** Forgets what was over before an instant. */
    void forget(Connection tx, Instant before) throws SQLException;
}
