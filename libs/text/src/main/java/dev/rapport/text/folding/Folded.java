package dev.rapport.text.folding;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text as it reads (see the package), position by position, and where each position comes from.
 *
 * <p>Lower case; white space is one {@code ' '} each, a line break {@code '\n'}; dashes, quotes and full stops of all scripts are
 * ASCII's. A template's variable <code>{{order.id}}</code> may be one character, {@link #VARIABLE}: what it will hold is looked at
 * when it is known. Characters outside the BMP that read as themselves take two positions with the same origin.
 */
public final class Folded {

    /** Stands for a template's variable. */
    public static final char VARIABLE = '\uFFFC';

    private static final int LONGEST_VARIABLE = 64;

    /** Of {@link #low}. */
    private static final long DIGITS = 0x3FFL << '0';

    private static final byte WORD = 1;
    private static final byte UNSPACED = 2;
    private static final byte CAPITAL = 4;

    /** By glyph: asked so often that the answers are kept. */
    private static final byte[] SORTS = sorts();

    /** How ASCII reads; 0 for what is asked of {@link Glyphs} like all else, and for the brace that may begin a variable. */
    private static final byte[] ASCII = ascii();

    private char[] chars;
    private int[] starts;
    private int[] ends;
    private int length;

    /** Which glyphs below 64 and 128 it holds, a bit each. */
    private long low;

    private long high;

    private @Nullable RunningText running;
    private int lastCapital = -2;
    private int inCapitals;
    private int loudWords;

    private Folded(int capacity) {
        chars = new char[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    /** How {@code text} reads; any string will do, broken surrogates too. */
    public static Folded of(String text) {
        return of(text, Set.of());
    }

    /** How {@code text} reads, with the template variables of these names each one {@link #VARIABLE}. */
    public static Folded of(String text, Set<String> variables) {
        Folded folded = new Folded(text.length() + 8);
        int at = 0;
        while (at < text.length()) {
            char unit = text.charAt(at);
            byte glyph = unit < 0x80 ? ASCII[unit] : 0;
            if (glyph != 0) {
                if (glyph != unit && unit <= 'Z') {
                    folded.loud(at);
                }
                folded.put((char) glyph, at, at + 1);
                at++;
            } else {
                at = folded.other(text, at, variables);
            }
        }
        return folded;
    }

    /** @return where to go on */
    private int other(String text, int at, Set<String> variables) {
        char unit = text.charAt(at);
        if (unit == '{') {
            int end = variableEnd(text, at, variables);
            if (end > 0) {
                put(VARIABLE, at, end);
                return end;
            }
            put(unit, at, at + 1);
            return at + 1;
        }
        int codePoint = text.codePointAt(at);
        int end = at + Character.charCount(codePoint);
        append(codePoint, at, end);
        return end;
    }

    /** A copy without some positions and with others replaced; each kept position keeps its origin. */
    public Folded rewritten(Rewriting rewriting) {
        Folded copy = new Folded(length + 8);
        int at = 0;
        while (at < length) {
            at = rewriting.next(this, at, copy);
        }
        return copy;
    }

    /** One step of {@link #rewritten}. */
    @FunctionalInterface
    public interface Rewriting {

        /**
         * Copies or replaces what begins at {@code at}.
         *
         * @return where to go on, after {@code at}
         */
        int next(Folded from, int at, Folded to);
    }

    /** Appends a position of another folded text. */
    public void copy(Folded from, int at) {
        put(from.chars[at], from.starts[at], from.ends[at]);
    }

    /** Appends {@code glyph} for positions {@code first} to {@code last} of another folded text, both included. */
    public void replace(char glyph, Folded from, int first, int last) {
        append(glyph, from.starts[first], from.ends[last]);
    }

    /** The origin of the positions from {@code from} up to {@code to} in its own letters, lower case, without what cannot be seen. */
    public String caseless(String original, int from, int to) {
        return Glyphs.caseless(original.substring(starts[from], ends[to - 1]));
    }

    /** The text as running words; made once. Of one thread, like the text itself. */
    public RunningText running() {
        RunningText made = running;
        if (made == null) {
            made = RunningText.of(this);
            running = made;
        }
        return made;
    }

    /** Whether more than one word has capitals side by side. */
    public boolean hasLoudWords() {
        return loudWords > 1;
    }

    /** How many positions. */
    public int length() {
        return length;
    }

    /** What stands at a position. */
    public char charAt(int position) {
        return chars[position];
    }

    /** Whether it holds an ASCII character; costs nothing. */
    public boolean holds(char ascii) {
        return ((ascii < 64 ? low : high) & 1L << ascii) != 0;
    }

    /** Whether it holds an ASCII digit, as those of all scripts read; costs nothing. */
    public boolean holdsDigit() {
        return (low & DIGITS) != 0;
    }

    /** What stands at a position; a line break outside. */
    public char at(int position) {
        return position < 0 || position >= length ? '\n' : chars[position];
    }

    /** Where a position begins, in UTF-16 units of the text as sent. */
    public int start(int position) {
        return starts[position];
    }

    /** Where a position ends, exclusive, in UTF-16 units of the text as sent. */
    public int end(int position) {
        return ends[position];
    }

    /** The positions from {@code from} up to {@code to}. */
    public String text(int from, int to) {
        return new String(chars, from, to - from);
    }

    @Override
    public String toString() {
        return text(0, length);
    }

    /** A letter or digit of a script that parts words by spaces. */
    public static boolean isWord(char glyph) {
        return (SORTS[glyph] & WORD) != 0;
    }

    /** An ASCII digit; all digits read so. */
    public static boolean isDigit(char glyph) {
        return glyph >= '0' && glyph <= '9';
    }

    /** A Latin letter; what looks like one reads so. */
    public static boolean isLatin(char glyph) {
        return glyph >= 'a' && glyph <= 'z';
    }

    /** Han, kana, Hangul, Thai: words are not parted by spaces, or particles are attached to them. */
    public static boolean isUnspaced(char glyph) {
        return (SORTS[glyph] & UNSPACED) != 0;
    }

    private static byte[] sorts() {
        byte[] sorts = new byte[Character.MAX_VALUE + 1];
        for (int glyph = 0; glyph < sorts.length; glyph++) {
            boolean unspaced = glyph >= 0x3005 && glyph <= 0xD7FF
                    || glyph >= 0xF900 && glyph <= 0xFAFF
                    || glyph >= 0x0E00 && glyph <= 0x0EFF;
            boolean letter = Character.isLetterOrDigit(glyph);
            int capital = Character.isUpperCase(glyph) ? CAPITAL : 0;
            sorts[glyph] = (byte) (capital | (!letter ? 0 : unspaced ? UNSPACED : WORD));
        }
        return sorts;
    }

    private static byte[] ascii() {
        byte[] glyphs = new byte[0x80];
        for (char unit = ' '; unit < 0x7F; unit++) {
            glyphs[unit] = (byte) (unit >= 'A' && unit <= 'Z' ? unit + 32 : unit == '`' ? '\'' : unit);
        }
        glyphs['{'] = 0;
        return glyphs;
    }

    /** Counts words that begin with two capitals. */
    private void loud(int at) {
        if (at == lastCapital + 1) {
            inCapitals++;
            loudWords += inCapitals == 2 ? 1 : 0;
        } else {
            inCapitals = 1;
        }
        lastCapital = at;
    }

    private void append(int codePoint, int start, int end) {
        if (codePoint <= Character.MAX_VALUE ? (SORTS[codePoint] & CAPITAL) != 0 : Character.isUpperCase(codePoint)) {
            loud(start);
        }
        char glyph = Glyphs.of(codePoint);
        switch (glyph) {
            case Glyphs.NOTHING -> {}
            case Glyphs.ITSELF -> append(Character.toString(codePoint), start, end);
            case Glyphs.SEVERAL -> append(Glyphs.several(codePoint), start, end);
            default -> append(glyph, start, end);
        }
    }

    private void append(String glyphs, int start, int end) {
        for (int i = 0; i < glyphs.length(); i++) {
            append(glyphs.charAt(i), start, end);
        }
    }

    /** The character {@link #VARIABLE} itself in a text is no variable. */
    private void append(char glyph, int start, int end) {
        put(glyph == VARIABLE ? '\uFFFD' : glyph, start, end);
    }

    private void put(char glyph, int start, int end) {
        int at = length;
        if (at == chars.length) {
            chars = Arrays.copyOf(chars, at * 2);
            starts = Arrays.copyOf(starts, at * 2);
            ends = Arrays.copyOf(ends, at * 2);
        }
        chars[at] = glyph;
        starts[at] = start;
        ends[at] = end;
        length = at + 1;
        if (glyph < 64) {
            low |= 1L << glyph;
        } else if (glyph < 128) {
            high |= 1L << glyph;
        }
    }

    /** The end of the variable that begins at {@code at}, or 0. */
    private static int variableEnd(String text, int at, Set<String> variables) {
        if (variables.isEmpty() || !text.startsWith("{{", at)) {
            return 0;
        }
        // No further than that, or a text of nothing but braces would be searched once for each.
        int end = text.indexOf("}}", at, Math.min(text.length(), at + LONGEST_VARIABLE + 2));
        boolean known =
                end > 0 && variables.contains(text.substring(at + 2, end).strip());
        return known ? end + 2 : 0;
    }
}
