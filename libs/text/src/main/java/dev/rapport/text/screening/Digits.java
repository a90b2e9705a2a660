package dev.rapport.text.screening;

import dev.rapport.text.folding.Folded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Digits that may belong together, with where each stands. Groups are what stands together without a separator. */
final class Digits {

    /** A number is not parted by more than so many characters. */
    private static final int WIDEST_GAP = 3;

    private static final String SEPARATORS = " -.()/*_~|·,:'\"=";

    private int[] values = new int[24];
    private int[] starts = new int[24];
    private int[] ends = new int[24];
    private boolean[] written = new boolean[24];
    private int length;
    private int spelled;

    /** A letter between digits that is meant as one: 138OO138OOO. -1 for none. */
    static int alike(Folded text, int at) {
        int digit =
                switch (text.charAt(at)) {
                    case 'o' -> 0;
                    case 'l', 'i' -> 1;
                    default -> -1;
                };
        if (digit < 0 || !isDigitLike(text.at(at - 1))) {
            return -1;
        }
        int after = at + 1;
        while (isDigitLike(text.at(after)) && !Folded.isDigit(text.at(after))) {
            after++;
        }
        return Folded.isDigit(text.at(after)) || !Folded.isWord(text.at(after)) && digit == 0 ? digit : -1;
    }

    private static boolean isDigitLike(char glyph) {
        return Folded.isDigit(glyph) || glyph == 'o' || glyph == 'l' || glyph == 'i';
    }

    /** Whether an {@code o} or {@code l} follows a digit, or another such letter. */
    static boolean isLetterForOne(Folded text, int at) {
        char glyph = text.charAt(at);
        return (glyph == 'o' || glyph == 'l' || glyph == 'i') && at > 0 && isDigitLike(text.charAt(at - 1));
    }

    /** 1 2 3 4 5 6 7, 一二三四五六七. */
    boolean isCounting() {
        for (int i = 1; i < length; i++) {
            if (values[i] != values[i - 1] + 1) {
                return false;
            }
        }
        return true;
    }

    void add(int value, int start, int end, boolean asDigit) {
        if (length == values.length) {
            values = Arrays.copyOf(values, length * 2);
            starts = Arrays.copyOf(starts, length * 2);
            ends = Arrays.copyOf(ends, length * 2);
            written = Arrays.copyOf(written, length * 2);
        }
        values[length] = value;
        starts[length] = start;
        ends[length] = end;
        written[length] = asDigit;
        length++;
        spelled += asDigit ? 0 : 1;
    }

    /** Whether a digit at {@code at} may go on this run. */
    boolean reaches(Folded text, int at) {
        int from = end();
        if (at - from > WIDEST_GAP) {
            return false;
        }
        for (int i = from; i < at; i++) {
            if (SEPARATORS.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    void clear() {
        length = 0;
        spelled = 0;
    }

    int length() {
        return length;
    }

    int start() {
        return starts[0];
    }

    int end() {
        return ends[length - 1];
    }

    /** How many digits are words. */
    int spelledCount() {
        return spelled;
    }

    boolean isSpelledOnly() {
        return spelled == length;
    }

    /** With the plus or the bracket before it. */
    int startWithSign(Folded text) {
        int start = start();
        if (text.at(start - 1) == '(') {
            start--;
        }
        return text.at(start - 1) == '+' ? start - 1 : start;
    }

    String text() {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('0' + values[i]));
        }
        return text.toString();
    }

    /** How many groups. */
    int groups() {
        int groups = 1;
        for (int i = 1; i < length; i++) {
            groups += starts[i] > ends[i - 1] ? 1 : 0;
        }
        return groups;
    }

    /** The lengths of the groups. */
    int[] groupLengths() {
        int[] lengths = new int[groups()];
        int group = 0;
        for (int i = 0; i < length; i++) {
            group += i > 0 && starts[i] > ends[i - 1] ? 1 : 0;
            lengths[group]++;
        }
        return lengths;
    }

    /** Whether a group begins with a zero, as no number in a list does. */
    boolean hasLeadingZero() {
        int group = 0;
        int[] lengths = groupLengths();
        for (int i = 0; i < length; i++) {
            boolean begins = i == 0 || starts[i] > ends[i - 1];
            if (begins && values[i] == 0 && lengths[group] > 1) {
                return true;
            }
            group += begins ? 1 : 0;
        }
        return false;
    }

    /** The numbers that the groups make. */
    long[] groupValues() {
        long[] numbers = new long[groups()];
        int group = 0;
        for (int i = 0; i < length; i++) {
            group += i > 0 && starts[i] > ends[i - 1] ? 1 : 0;
            numbers[group] = numbers[group] * 10 + values[i];
        }
        return numbers;
    }

    /** Where each of {@code count} gaps between groups begins. */
    int[] gaps(int count) {
        int[] gaps = new int[count];
        int gap = 0;
        for (int i = 1; i < length; i++) {
            if (starts[i] > ends[i - 1]) {
                gaps[gap++] = ends[i - 1];
            }
        }
        return gaps;
    }

    /** Where each of {@code count} gaps between groups ends. */
    int[] gapEnds(int count) {
        int[] gapEnds = new int[count];
        int gap = 0;
        for (int i = 1; i < length; i++) {
            if (starts[i] > ends[i - 1]) {
                gapEnds[gap++] = starts[i];
            }
        }
        return gapEnds;
    }

    /** Digit by digit, as no other number is written. */
    boolean isScattered() {
        return length - groups() <= length / 4;
    }

    /** Whether a gap is wider than the others, so that this may be two numbers. */
    boolean hasWideGap(Folded text) {
        for (int i = 1; i < length; i++) {
            int gap = starts[i] - ends[i - 1];
            char first = text.at(ends[i - 1]);
            if (gap > 1 || gap == 1 && (first == ' ' || first == '/')) {
                return true;
            }
        }
        return false;
    }

    /** The same digits parted at the widest gap, or in single groups where all gaps are alike. */
    List<Digits> split(Folded text) {
        int widest = 0;
        int narrowest = Integer.MAX_VALUE;
        for (int i = 1; i < length; i++) {
            int gap = starts[i] - ends[i - 1];
            widest = Math.max(widest, gap);
            narrowest = gap > 0 ? Math.min(narrowest, gap) : narrowest;
        }
        boolean alike = narrowest >= widest;
        List<Digits> parts = new ArrayList<>();
        Digits part = new Digits();
        for (int i = 0; i < length; i++) {
            int gap = i == 0 ? 0 : starts[i] - ends[i - 1];
            boolean parts2 =
                    gap > 0 && (gap == widest && !alike || alike && (text.at(ends[i - 1]) == ' ' || widest > 1));
            if (parts2 && part.length > 0) {
                parts.add(part);
                part = new Digits();
            }
            part.add(values[i], starts[i], ends[i], written[i]);
        }
        parts.add(part);
        return parts.size() > 1 ? parts : List.of();
    }
}
