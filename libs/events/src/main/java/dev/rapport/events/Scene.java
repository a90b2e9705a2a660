package dev.rapport.events;

/** MSG-07: what a buyer message is about. */
public enum Scene {
    SHIPPING,
    LOGISTICS_DELAY,
    RETURN_REFUND,
    NOT_AS_DESCRIBED,
    SIZE_FIT,
    DEFECT,
    STOCK,
    PRICE,
    CUSTOMS,
    ADDRESS_CHANGE,
    PROMPT_ORDER,
    OTHER
}
