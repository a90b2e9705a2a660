package dev.rapport.events;

/** SCO-02: whether there is a score. */
public enum ScoreStatus implements WireNamed {
    SCORED("scored"),
    INSUFFICIENT_DATA("insufficient-data");

    private final String wireName;

    ScoreStatus(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
