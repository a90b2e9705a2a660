package dev.rapport.events;

import java.time.zone.ZoneRulesProvider;
import org.jspecify.annotations.Nullable;

/** The forms a string of the contract can have. */
enum TextForm {
    /** An id: {@code [A-Za-z0-9._:~-]{1,64}}. */
    ID(1, 64, "^[A-Za-z0-9._:~-]{1,64}$") {
        @Override
        boolean accepts(char c) {
            return c < 128 && ID_CHARACTER[c];
        }
    },
    /** A name from a vocabulary that others own: 1 to 128 characters, no control characters. */
    LABEL(1, 128, "^[^\\u0000-\\u001f\\u007f]{1,128}$") {
        @Override
        boolean accepts(char c) {
            return c >= ' ' && c != 127;
        }
    },
    /** An ISO 4217 code. */
    CURRENCY(3, 3, "^[A-Z]{3}$") {
        @Override
        boolean accepts(char c) {
            return c >= 'A' && c <= 'Z';
        }
    },
    /** An IANA time zone this runtime knows. */
    ZONE(1, 64, "^[A-Za-z0-9_/+-]{1,64}$") {
        @Override
        void check(String text) {
            if (!ZoneRulesProvider.getAvailableZoneIds().contains(text)) {
                throw new InvalidEventException(RejectReason.ILL_TYPED, "", "is not an IANA time zone");
            }
        }
    },
    /** Free text, empty allowed, of any length that fits an event. */
    FREE(0, EventCodec.MAX_EVENT_BYTES, null);

    private static final boolean[] ID_CHARACTER = new boolean[128];

    static {
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:~-".toCharArray()) {
            ID_CHARACTER[c] = true;
        }
    }

    private final int shortest;
    private final int longest;
    private final @Nullable String pattern;

    TextForm(int shortest, int longest, @Nullable String pattern) {
        this.shortest = shortest;
        this.longest = longest;
        this.pattern = pattern;
    }

    /** The form as an ECMA-262 pattern, or null when every text will do. */
    @Nullable
    String pattern() {
        return pattern;
    }

    boolean accepts(char c) {
        return true;
    }

    /** Refuses a text that is not of this form; the message never quotes it, it may be a buyer's. */
    void check(String text) {
        if (text.length() < shortest || text.length() > longest) {
            throw new InvalidEventException(
                    RejectReason.ILL_TYPED,
                    "",
                    text.isEmpty()
                            ? "is empty"
                            : "has " + text.length() + " characters, not " + shortest + " to " + longest);
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!accepts(c)) {
                throw new InvalidEventException(RejectReason.ILL_TYPED, "", "does not match " + pattern);
            }
            if (c == 0) {
                throw new InvalidEventException(RejectReason.OUT_OF_RANGE, "", "has the character U+0000");
            }
            if (Character.isSurrogate(c) && !pairedAt(text, i)) {
                throw new InvalidEventException(RejectReason.INVALID_JSON, "", "has an unpaired surrogate");
            }
        }
    }

    private static boolean pairedAt(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
