package dev.rapport.text.screening;

/** What a text is for. All are screened alike, but a template may hold variables. */
public enum Purpose {
    REPLY,
    REVIEW_REPLY,
    CARE,
    TEMPLATE,
    /** MSG-15: the prepared notice of an outage. */
    NOTICE
}
