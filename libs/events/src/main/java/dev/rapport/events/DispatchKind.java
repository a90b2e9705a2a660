package dev.rapport.events;

/** What a connector is asked to deliver. */
public enum DispatchKind {
    MESSAGE,
    REVIEW_REPLY,
    CARE,
    INVITATION,
    APPEAL
}
