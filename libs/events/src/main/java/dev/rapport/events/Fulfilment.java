package dev.rapport.events;

/** Who ships a seller's orders; some standing rules hold for self-fulfilled sellers only (SCO-03). */
public enum Fulfilment implements WireNamed {
    SELF("self"),
    MARKETPLACE("marketplace");

    private final String wireName;

    Fulfilment(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
