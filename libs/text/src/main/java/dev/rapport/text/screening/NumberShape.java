package dev.rapport.text.screening;

import dev.rapport.text.folding.Folded;
import java.util.Set;

/** What else a number can be by its form and its neighbours: a date, an amount, a measure, a list, a code. */
final class NumberShape {

    private static final Set<String> UNITS = Set.of(
            "mm", "cm", "m", "km", "in", "inch", "inches", "ft", "kg", "g", "mg", "lb", "lbs", "oz", "ml", "l", "cl",
            "w", "kw", "v", "mv", "mah", "ah", "a", "hz", "khz", "mhz", "ghz", "gb", "mb", "tb", "kb", "px", "dpi",
            "pcs", "pc", "pieces", "sets", "usd", "eur", "gbp", "rub", "brl", "cny", "rmb", "yuan", "dollars", "euros",
            "days", "hours", "pa", "bar", "rpm", "lm", "k", "c", "f", "ms", "s", "h", "мм", "см", "кг", "руб", "p",
            "x");

    private final Folded text;
    private final Digits digits;
    private final int[] lengths;

    /** Where the groups end and begin again; one less than groups. */
    private final int[] gaps;

    private final int[] gapEnds;

    NumberShape(Folded text, Digits digits) {
        this.text = text;
        this.digits = digits;
        this.lengths = digits.groupLengths();
        this.gaps = digits.gaps(lengths.length - 1);
        this.gapEnds = digits.gapEnds(lengths.length - 1);
    }

    /** A plus sign, or the two zeros that stand for one. */
    boolean hasPlus() {
        return text.at(digits.start() - 1) == '+'
                || text.at(digits.start() - 1) == '(' && text.at(digits.start() - 2) == '+';
    }

    boolean isAnythingElse() {
        return isCode() || isMoney() || isOfMeasure() || isDateOrTime() || isList();
    }

    /** Grown together with letters: LX123456789CN. */
    private boolean isCode() {
        char before = text.at(digits.start() - 1);
        char after = text.at(digits.end());
        return Folded.isWord(before) && !Folded.isDigit(before)
                || Folded.isWord(after) && !Folded.isDigit(after)
                || (before == '-' || before == '/') && Folded.isWord(text.at(digits.start() - 2))
                || after == '-' && Folded.isLatin(text.at(digits.end() + 1));
    }

    boolean isMoney() {
        int before = digits.start() - 1;
        before -= text.at(before) == ' ' ? 1 : 0;
        int after = digits.end() + (text.at(digits.end()) == ' ' ? 1 : 0);
        return isCurrency(text.at(before)) || isCurrency(text.at(after)) || text.at(after) == '%';
    }

    private static boolean isCurrency(char glyph) {
        return Character.getType(glyph) == Character.CURRENCY_SYMBOL || glyph == '元';
    }

    boolean isOfMeasure() {
        int from = digits.end() + (text.at(digits.end()) == ' ' ? 1 : 0);
        int to = from;
        while (to < text.length() && Folded.isWord(text.charAt(to)) && to - from < 8) {
            to++;
        }
        return to > from && UNITS.contains(text.text(from, to));
    }

    boolean isDateOrTime() {
        long[] numbers = digits.groupValues();
        if (lengths.length == 1) {
            return lengths[0] == 8 && isDate(numbers[0] / 10_000, numbers[0] / 100 % 100, numbers[0] % 100);
        }
        if (lengths.length < 3) {
            return lengths.length == 2
                    && lengths[0] == 4
                    && lengths[1] == 4
                    && isYear(numbers[0])
                    && isYear(numbers[1]);
        }
        boolean date = isDate(numbers[0], numbers[1], numbers[2])
                || isDate(numbers[2], numbers[1], numbers[0])
                || isDate(numbers[2], numbers[0], numbers[1]);
        return date && (lengths[0] == 4 || lengths[2] == 4 || lengths.length > 4 && hasColon());
    }

    private boolean hasColon() {
        for (int gap = 0; gap < gaps.length; gap++) {
            for (int at = gaps[gap]; at < gapEnds[gap]; at++) {
                if (text.charAt(at) == ':') {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isDate(long year, long month, long day) {
        return (isYear(year) || year < 100) && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    private static boolean isYear(long year) {
        return year >= 1900 && year <= 2100;
    }

    /** Sizes, options, decimals, thousands: numbers of their own, one after the other. */
    private boolean isList() {
        if (lengths.length == 1) {
            return false;
        }
        boolean thousands = lengths[0] <= 3 && allInner(3) && (all(',') || all('.'));
        return thousands || commas() > 1 || hasColon() || isProgression() || hasDecimals();
    }

    /** How many gaps hold a comma and a space. */
    private int commas() {
        int commas = 0;
        for (int gap = 0; gap < gaps.length; gap++) {
            boolean comma = false;
            for (int at = gaps[gap]; at + 1 < gapEnds[gap]; at++) {
                comma |= text.charAt(at) == ',' && text.charAt(at + 1) == ' ';
            }
            commas += comma ? 1 : 0;
        }
        return commas;
    }

    /** 36 37 38 39, 100/200/300, 1 2 3 4 5 6 7. */
    private boolean isProgression() {
        long[] numbers = digits.groupValues();
        if (numbers.length < 3 || digits.hasLeadingZero()) {
            return false;
        }
        boolean even = true;
        boolean rising = true;
        for (int i = 1; i < numbers.length; i++) {
            even &= numbers[i] - numbers[i - 1] == numbers[1] - numbers[0];
            rising &= numbers[i] > numbers[i - 1];
        }
        return even && rising || rising && numbers.length > 3 && numbers[numbers.length - 1] < 1000;
    }

    /** 22.5 23.5 24: a full stop within and something else between. */
    private boolean hasDecimals() {
        int points = 0;
        for (int gap = 0; gap < gaps.length; gap++) {
            if (isGap(gap, '(') || text.charAt(gaps[gap]) == ')' && isSpaceOnly(gaps[gap] + 1, gapEnds[gap])) {
                return false;
            }
            points += isGap(gap, '.') ? 1 : 0;
        }
        return points > 0 && points < gaps.length;
    }

    private boolean isSpaceOnly(int from, int to) {
        return to == from + 1 && text.charAt(from) == ' ';
    }

    private boolean isGap(int gap, char separator) {
        return gapEnds[gap] == gaps[gap] + 1 && text.charAt(gaps[gap]) == separator;
    }

    private boolean all(char separator) {
        for (int gap = 0; gap < gaps.length; gap++) {
            if (!isGap(gap, separator)) {
                return false;
            }
        }
        return true;
    }

    private boolean allInner(int length) {
        for (int i = 1; i < lengths.length; i++) {
            if (lengths[i] != length) {
                return false;
            }
        }
        return true;
    }

    /** In groups as phone numbers have them. */
    boolean isFormatted() {
        if (lengths.length < 2 || lengths.length > 6) {
            return false;
        }
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] > 5 && !(i > 0 && lengths[i] <= 9) || lengths[i] == 1 && i > 1) {
                return false;
            }
        }
        return true;
    }
}
