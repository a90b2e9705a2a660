package dev.rapport.events;

/** CARE-05: why a need was not sent, in the order in which the reasons are tried. */
public enum SuppressionReason {
    DUPLICATE,
    EXPIRED,
    RULE_OFF,
    NOT_ELIGIBLE,
    NO_LONGER_TRUE,
    CAP_REACHED,
    SCREENED
}
