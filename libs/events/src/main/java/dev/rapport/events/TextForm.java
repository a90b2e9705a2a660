package dev.rapport.events;

import java.time.zone.ZoneRulesProvider;

/** The forms a string of the contract can have. */
enum TextForm {
    /** An id: {@code [A-Za-z0-9._:~-]{1,64}}. */
    ID(1, 64, "^[A-Za-z0-9._:~-]{1,64}$", "[A-Za-z0-9._:~-]"),
    /** A name from a vocabulary that others own: 1 to 128 characters, no control characters. */
    LABEL(1, 128, "^[^\\u0000-\\u001f\\u007f]{1,128}$", "[^\\u0000-\\u001f\\u007f]"),
    /** An ISO 4217 code. */
    CURRENCY(3, 3, "^[A-Z]{3}$", "[A-Z]"),
    /** An IANA time zone this runtime knows. */
    ZONE(1, 64, "^[A-Za-z0-9_/+-]{1,64}$", "[A-Za-z0-9_/+-]") {
        @Override
        void check(String text) {
            super.check(text);
            if (!ZoneRulesProvider.getAvailableZoneIds().contains(text)) {
                throw WireType.illTyped("is not an IANA time zone");
            }
        }
    },
    /** Free text, empty allowed, of any length that fits an event; without U+0000, which databases cannot keep. */
    FREE(0, EventCodec.MAX_EVENT_BYTES, "^[^\\u0000]*$", "[^\\u0000]");

    private final int shortest;
    private final int longest;
    private final String pattern;
    private final boolean[] allowed = new boolean[128];
    private final boolean allowedBeyondAscii;

    TextForm(int shortest, int longest, String pattern, String character) {
        this.shortest = shortest;
        this.longest = longest;
        this.pattern = pattern;
        for (char c = 0; c < allowed.length; c++) {
            allowed[c] = String.valueOf(c).matches(character);
        }
        this.allowedBeyondAscii = "é".matches(character);
    }

    /** The form as an ECMA-262 pattern. */
    String pattern() {
        return pattern;
    }

    /**
     * Refuses a text that is not of this form. The message never quotes it, it may be a buyer's.
     *
     * @throws InvalidEventException when it is not
     */
    void check(String text) {
        int length = text.length();
        if (length < shortest || length > longest && text.codePointCount(0, length) > longest) {
            throw WireType.illTyped(
                    text.isEmpty() ? "is empty" : "does not have " + shortest + " to " + longest + " characters");
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 128 ? !allowed[c] : !allowedBeyondAscii || Character.isSurrogate(c) && !pairedAt(text, i)) {
                throw refusal(c);
            }
        }
    }

    private InvalidEventException refusal(char c) {
        if (this == FREE && c == 0) {
            return WireType.outOfRange("has the character U+0000");
        } else if (allowedBeyondAscii && Character.isSurrogate(c)) {
            return new InvalidEventException(RejectReason.INVALID_JSON, "", "has an unpaired surrogate");
        }
        return WireType.illTyped("does not match " + pattern);
    }

    private static boolean pairedAt(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
