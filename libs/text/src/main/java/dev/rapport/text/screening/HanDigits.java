package dev.rapport.text.screening;

/** Digits as Chinese writes them in a number read out, 一三八…; not those of amounts (十, 百). */
final class HanDigits {

    private HanDigits() {}

    /** The digit, or -1. */
    static int of(char glyph) {
        return switch (glyph) {
            case '〇', '零' -> 0;
            case '一', '壹', '幺' -> 1;
            case '二', '贰', '两' -> 2;
            case '三', '叁' -> 3;
            case '四', '肆' -> 4;
            case '五', '伍' -> 5;
            case '六', '陆' -> 6;
            case '七', '柒' -> 7;
            case '八', '捌' -> 8;
            case '九', '玖' -> 9;
            default -> -1;
        };
    }
}
