package dev.rapport.message.connector.model;

import org.jspecify.annotations.Nullable;

/**
 * What came of a dispatch.
 *
 * @param code 200 delivered, 403 refused, 5xx failed, as {@code delivery.reported} has it
 * @param externalMessageId what the marketplace calls the message; null where it tells none
 * @param detail in a few words, without anything of the text; null for none
 */
public record Report(
        int code,
        @Nullable String externalMessageId,
        @Nullable String detail) {

    public static Report delivered(@Nullable String externalMessageId) {
        return new Report(200, externalMessageId, null);
    }

    public static Report refused(String detail) {
        return new Report(403, null, detail);
    }

    public static Report failed(int code, String detail) {
        return new Report(code, null, detail);
    }

    /** Whether trying again may help. */
    public boolean failed() {
        return code >= 500;
    }
}
