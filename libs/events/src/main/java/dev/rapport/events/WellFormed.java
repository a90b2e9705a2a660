package dev.rapport.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whether bytes are UTF-8 as RFC 3629 has it and every surrogate written as a JSON escape has its other half. The parser looks
 * at neither: it takes overlong forms, encoded surrogates and lone escapes, and what it makes of them cannot be stored.
 */
final class WellFormed {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long BACKSLASHES = 0x5C5C5C5C5C5C5C5CL;

    private WellFormed() {}

    static boolean text(byte[] bytes, int from, int length) {
        int end = from + length;
        int at = from;
        while (at < end) {
            if (at + 8 <= end && plain((long) EIGHT.get(bytes, at))) {
                at += 8;
            } else if (bytes[at] == '\\') {
                at = pastEscape(bytes, at, end);
            } else {
                at = bytes[at] >= 0 ? at + 1 : pastSequence(bytes, at, end);
            }
            if (at < 0) {
                return false;
            }
        }
        return true;
    }

    /** Eight bytes of ASCII without a backslash. */
    private static boolean plain(long eight) {
        long other = eight ^ BACKSLASHES;
        return ((eight | ((other - LOW_BITS) & ~other)) & HIGH_BITS) == 0;
    }

    /** The place behind a JSON escape, or -1 when it is half a surrogate pair. Other nonsense is left to the parser. */
    private static int pastEscape(byte[] bytes, int at, int end) {
        int unit = escapedUnit(bytes, at, end);
        if (unit < 0) {
            return Math.min(at + 2, end);
        }
        if (!Character.isSurrogate((char) unit)) {
            return at + 6;
        }
        int next = escapedUnit(bytes, at + 6, end);
        boolean paired = Character.isHighSurrogate((char) unit) && next >= 0 && Character.isLowSurrogate((char) next);
        return paired ? at + 12 : -1;
    }

    /** The UTF-16 unit written as a backslash, {@code u} and four hexadecimal digits at a place, or -1 when none is there. */
    private static int escapedUnit(byte[] bytes, int at, int end) {
        if (at + 6 > end || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    /** The place behind a sequence of two to four bytes, or -1 when it is not one. */
    private static int pastSequence(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xFF;
        int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || at + length > end) {
            return -1;
        }
        int second = bytes[at + 1] & 0xFF;
        if (second < lowestSecond(lead) || second > highestSecond(lead)) {
            return -1;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return -1;
            }
        }
        return at + length;
    }

    /** Above 0x80 where a smaller second byte would be an overlong form. */
    private static int lowestSecond(int lead) {
        return lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    }

    /** Below 0xBF where a larger second byte would be a surrogate or past U+10FFFF. */
    private static int highestSecond(int lead) {
        return lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    }
}
