package dev.rapport.care.need.model;

import java.time.Instant;

/**
 * CARE-01: something that asks for a care message, unless facts of before {@code neededAt} turn up that speak against it.
 *
 * @param causeAt when it began: the shipment, the parcel's last movement, the delivery, the latest dispatch
 * @param neededAt when the rule's delay has passed
 */
public record Occasion(Instant causeAt, Instant neededAt) {}
