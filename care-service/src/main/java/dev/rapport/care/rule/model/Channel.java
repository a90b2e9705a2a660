package dev.rapport.care.rule.model;

/** Where a buyer reads a care message. */
public enum Channel {
    /** At the marketplace, free. */
    IN_SITE,
    /** A short message, which costs (CARE-06). */
    SMS
}
