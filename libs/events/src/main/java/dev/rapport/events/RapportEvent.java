package dev.rapport.events;

/**
 * One event of the public contract. Its type name on the wire is {@link EventType#of}, its data the record's components in
 * their order, nulls left out.
 */
public sealed interface RapportEvent
        permits InboundEvent, MessageFact, ReviewFact, CareFact, OutboundEvent, SellerEvent, ScoreEvent, AlertEvent {

    /** The tenant the event belongs to, and the key of its record on every topic. */
    String sellerId();
}
