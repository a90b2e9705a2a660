package dev.rapport.kit.access;

import java.util.Locale;

/** The parts of the suite that own routes. */
public enum Service {
    MESSAGE,
    REVIEW,
    CARE,
    SCORE,
    GATEWAY;

    /** As in {@code rapport.service.name} and in addresses: {@code message-service}, but {@code gateway}. */
    public String wireName() {
        String name = name().toLowerCase(Locale.ROOT);
        return this == GATEWAY ? name : name + "-service";
    }
}
