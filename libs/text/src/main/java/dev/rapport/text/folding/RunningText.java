package dev.rapport.text.folding;

/** A folded text as running words, to look phrases up in: whatever parts words is one space, nothing parts two Han characters. */
public final class RunningText {

    private final char[] chars;
    private final int[] positions;
    private int length;

    private RunningText(int capacity) {
        chars = new char[capacity];
        positions = new int[capacity];
    }

    static RunningText of(Folded text) {
        RunningText running = new RunningText(text.length());
        for (int at = 0; at < text.length(); at++) {
            running.append(text.charAt(at), at);
        }
        return running;
    }

    private void append(char glyph, int at) {
        if (glyph > '_' && glyph < 0x2E80) {
            add(glyph, at); // what most of a text is
            return;
        }
        if (glyph == ' ' || glyph == '-' || glyph == '_' || glyph == '\n') {
            if (length == 0 || chars[length - 1] != ' ') {
                add(' ', at);
            }
            return;
        }
        if (glyph >= 0x2E80 && length > 1 && Folded.isUnspaced(glyph)) {
            joinHan();
        }
        add(glyph, at);
    }

    /** Forgets what was put between two Han characters: 微 信, 微*信, 微.信. */
    private void joinHan() {
        int before = length;
        while (before > 0 && length - before < 2 && isFiller(chars[before - 1])) {
            before--;
        }
        if (before > 0 && before < length && Folded.isUnspaced(chars[before - 1])) {
            length = before;
        }
    }

    private static boolean isFiller(char glyph) {
        return switch (glyph) {
            case ' ', '*', '.', '·', '|', '~', '/', '+', '=' -> true;
            default -> false;
        };
    }

    private void add(char glyph, int at) {
        chars[length] = glyph;
        positions[length] = at;
        length++;
    }

    /** How many characters. */
    public int length() {
        return length;
    }

    /** A character. */
    public char charAt(int at) {
        return chars[at];
    }

    /** Where the character stands in the folded text. */
    public int position(int at) {
        return positions[at];
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }
}
