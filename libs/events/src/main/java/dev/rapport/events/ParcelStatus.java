package dev.rapport.events;

/** Where a parcel is, as the carrier tells it. */
public enum ParcelStatus {
    IN_TRANSIT,
    CUSTOMS,
    OUT_FOR_DELIVERY,
    PICKUP_POINT,
    RETURNING,
    LOST
}
