package dev.rapport.events;

/** REV-01: the classes of a review. */
public enum ReviewClass {
    LOGISTICS,
    PRODUCT,
    SERVICE,
    MALICIOUS
}
