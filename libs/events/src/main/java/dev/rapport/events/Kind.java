package dev.rapport.events;

/** MSG-01: the three kinds of conversation, separate queues. */
public enum Kind {
    PRE_SALE,
    ORDER_NOTE,
    AFTER_SALE
}
