package dev.rapport.events;

/** MSG-15: how a dispatch ended. */
public enum DeliveryOutcome implements WireNamed {
    DELIVERED("delivered"),
    REFUSED("refused"),
    FAILED("failed"),
    UNKNOWN("unknown");

    private final String wireName;

    DeliveryOutcome(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
