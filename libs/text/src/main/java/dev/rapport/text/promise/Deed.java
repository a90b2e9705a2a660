package dev.rapport.text.promise;

/** What is promised. */
public enum Deed {
    /** The parcel leaves. */
    SHIP,
    /** The parcel arrives. */
    DELIVER,
    REFUND,
    REPLACE,
    /** An answer, or news. */
    REPLY
}
