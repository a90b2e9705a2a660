package dev.rapport.events;

/** Who wrote a seller message: a person, or a rule with nobody confirming it. */
public enum By implements WireNamed {
    HUMAN("human"),
    AUTO("auto");

    private final String wireName;

    By(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
