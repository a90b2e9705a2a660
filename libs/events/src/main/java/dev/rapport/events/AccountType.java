package dev.rapport.events;

/** The account type of a seller; CARE-04 lets only verified enterprises automate care. */
public enum AccountType implements WireNamed {
    ENTERPRISE("enterprise"),
    INDIVIDUAL("individual");

    private final String wireName;

    AccountType(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
