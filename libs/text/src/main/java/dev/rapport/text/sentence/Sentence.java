package dev.rapport.text.sentence;

import dev.rapport.text.folding.Folded;
import java.util.ArrayList;
import java.util.List;

/**
 * A sentence.
 *
 * @param start its first position in the folded text
 * @param end the position after it, its closing sign included
 * @param asks whether it ends in a question mark
 */
public record Sentence(int start, int end, boolean asks) {

    /** The sentences of {@code text}; those without a letter or digit are left out. */
    public static List<Sentence> of(Folded text) {
        List<Sentence> sentences = new ArrayList<>();
        int start = 0;
        boolean says = false;
        for (int at = 0; at < text.length(); at++) {
            char glyph = text.charAt(at);
            says |= Folded.isWord(glyph) || Folded.isUnspaced(glyph);
            if (endsAt(text, at) || at == text.length() - 1) {
                if (says) {
                    sentences.add(new Sentence(start, at + 1, asks(text, at)));
                }
                start = at + 1;
                says = false;
            }
        }
        return sentences;
    }

    /** The sentence in which {@code position} lies. */
    public static Sentence around(Folded text, int position) {
        int start = position;
        while (start > 0 && !endsAt(text, start - 1)) {
            start--;
        }
        int last = position;
        while (last < text.length() - 1 && !endsAt(text, last)) {
            last++;
        }
        return new Sentence(start, last + 1, asks(text, last));
    }

    /** Whether a sentence ends at a position. A full stop within a word or number ends none. */
    public static boolean endsAt(Folded text, int at) {
        char glyph = text.charAt(at);
        if (Folded.isLatin(glyph) || glyph == ' ') {
            return false;
        }
        return switch (glyph) {
            case '\n', '!', '?', '؟', '¿', '…' -> true;
            case '.' ->
                !Folded.isWord(text.at(at + 1)) && !Folded.isDigit(text.at(at + 1))
                        || Folded.isUnspaced(text.at(at - 1));
            default -> false;
        };
    }

    private static boolean asks(Folded text, int at) {
        int last = at;
        while (last > 0 && (text.charAt(last) == ' ' || text.charAt(last) == '\n')) {
            last--;
        }
        return text.charAt(last) == '?' || text.charAt(last) == '؟';
    }
}
