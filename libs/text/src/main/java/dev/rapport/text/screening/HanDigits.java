package dev.rapport.text.screening;

import java.util.Arrays;

/** Digits as Chinese writes them in a number read out, 一三八…; not those of amounts (十, 百). */
final class HanDigits {

    /** None comes before it. */
    static final char FIRST = '〇';

    /** By digit. */
    private static final String[] WRITTEN = {"〇零", "一壹幺", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"};

    private static final byte[] DIGITS = digits();

    private HanDigits() {}

    /** The digit, or -1; for {@link #FIRST} and what comes after it. */
    static int of(char glyph) {
        return glyph - FIRST < DIGITS.length ? DIGITS[glyph - FIRST] : -1;
    }

    private static byte[] digits() {
        byte[] digits = new byte['\uA000' - FIRST];
        Arrays.fill(digits, (byte) -1);
        for (byte digit = 0; digit < WRITTEN.length; digit++) {
            for (char glyph : WRITTEN[digit].toCharArray()) {
                digits[glyph - FIRST] = digit;
            }
        }
        return digits;
    }
}
