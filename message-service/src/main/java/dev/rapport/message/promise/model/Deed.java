package dev.rapport.message.promise.model;

/** What is promised. */
public enum Deed {
    /** The parcel leaves. */
    SHIP,
    /** The parcel arrives. */
    DELIVER,
    REFUND,
    /** Another parcel leaves. */
    REPLACE,
    /** An answer, or news. */
    REPLY,
    /** In an agent's words; only an agent can tell that it was done. */
    OTHER;

    /** The deed of that name, {@link #OTHER} for words. */
    public static Deed named(String words) {
        for (Deed deed : values()) {
            if (deed.name().equalsIgnoreCase(words.strip())) {
                return deed;
            }
        }
        return OTHER;
    }

    /** The deed that a text promises. */
    public static Deed of(dev.rapport.text.promise.Deed heard) {
        return switch (heard) {
            case SHIP -> SHIP;
            case DELIVER -> DELIVER;
            case REFUND -> REFUND;
            case REPLACE -> REPLACE;
            case REPLY -> REPLY;
        };
    }

    /** Whether events of an order show that it was done. */
    public boolean isOfAnOrder() {
        return switch (this) {
            case SHIP, DELIVER, REFUND, REPLACE -> true;
            case REPLY, OTHER -> false;
        };
    }
}
