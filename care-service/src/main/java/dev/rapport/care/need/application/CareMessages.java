package dev.rapport.care.need.application;

import dev.rapport.care.need.model.CareMessage;
import dev.rapport.care.order.model.OrderKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The care messages of this service, as writers use them. */
public interface CareMessages {

    /** A buyer of a seller. */
    record BuyerKey(String sellerId, String buyerId) implements Comparable<BuyerKey> {
        @Override
        public int compareTo(BuyerKey other) {
            int seller = sellerId.compareTo(other.sellerId);
            return seller != 0 ? seller : buyerId.compareTo(other.buyerId);
        }
    }

    /** A need of a seller, or the dispatch of a message. */
    record Id(String sellerId, String id) {}

    /**
     * CARE-02: what a buyer's slots are taken by.
     *
     * @param open reservations
     * @param held when those were sent that hold a slot
     */
    record BuyerSlots(List<CareMessage> open, List<Instant> held) {}

    /** All messages about these orders. */
    List<CareMessage> ofOrders(Connection tx, Collection<OrderKey> orders) throws SQLException;

    /** By their needs. */
    List<CareMessage> ofNeeds(Connection tx, Collection<Id> needs) throws SQLException;

    /** By their dispatches. */
    List<CareMessage> ofDispatches(Connection tx, Collection<Id> dispatches) throws SQLException;

    /**
     * Locks these buyers' slots until the transaction ends, one after the other in one global order, and tells what takes them.
     *
     * @param since what was sent earlier does not matter
     */
    Map<BuyerKey, BuyerSlots> lock(Connection tx, Set<BuyerKey> buyers, Instant since) throws SQLException;

    /** The same without locking, for looking at. */
    BuyerSlots slots(Connection tx, BuyerKey buyer, Instant since) throws SQLException;

    /** Keeps these as they are now. */
    void keep(Connection tx, Collection<CareMessage> messages) throws SQLException;

    /** MSG-18: blanks what was written to a buyer. */
    void erase(Connection tx, Collection<BuyerKey> buyers) throws SQLException;
}
