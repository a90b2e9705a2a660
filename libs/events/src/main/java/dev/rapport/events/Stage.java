package dev.rapport.events;

/** REV-03: the stages after a negative review, in their order. */
public enum Stage {
    APOLOGY,
    EVIDENCE,
    INVITATION
}
