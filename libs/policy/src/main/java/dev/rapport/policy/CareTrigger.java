package dev.rapport.policy;

/** What can ask for a care message (CARE-01). */
public enum CareTrigger {
    /** The parcel left the seller. */
    SHIPPED,
    /** The parcel has not moved for the trigger's time. */
    STALLED,
    /** Delivered, and no review for the trigger's time. */
    DELIVERED,
    /** Held by customs for the trigger's time. */
    CUSTOMS,
    /** Not shipped by the marketplace's latest time. */
    LATE_DISPATCH
}
