package dev.rapport.text.screening;

import dev.rapport.text.folding.Folded;
import java.util.List;
import java.util.Set;

/** Words in capitals, three or more on end, or a whole text of them. Read from the text as sent: folding forgets the case. */
final class Shouting {

    private static final int FEWEST_WORDS = 3;
    private static final int FEWEST_LETTERS = 10;
    private static final int FEWEST_LETTERS_OF_A_WHOLE = 8;

    private final Set<String> acronyms;

    /** @param acronyms folded words that everybody writes in capitals */
    Shouting(Set<String> acronyms) {
        this.acronyms = Set.copyOf(acronyms);
    }

    /** Adds at most one finding: from the first to the last word of the longest stretch. */
    void find(String text, List<Finding> findings) {
        Stretch stretch = new Stretch();
        boolean calm = false;
        int at = 0;
        while (at < text.length()) {
            if (!isOfWord(text.charAt(at))) {
                at++;
                continue;
            }
            int end = wordEnd(text, at);
            switch (isFound(at, findings) ? Voice.NEITHER : voice(text, at, end)) {
                case LOUD -> stretch.add(at, end);
                case CALM -> {
                    calm = true;
                    stretch.end();
                }
                case NEITHER -> {}
            }
            at = end;
        }
        stretch.end();
        if (stretch.longest(calm)) {
            findings.add(Finding.of(Rule.ALL_CAPS, stretch.bestStart, stretch.bestEnd));
        }
    }

    private static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length()
                && (isOfWord(text.charAt(end)) || text.charAt(end) == '\'' || text.charAt(end) == '’')) {
            end++;
        }
        return end;
    }

    private static boolean isOfWord(char unit) {
        return unit < 0x80
                ? unit >= 'a' && unit <= 'z' || unit >= 'A' && unit <= 'Z' || unit >= '0' && unit <= '9'
                : Folded.isWord(unit);
    }

    private static boolean isFound(int at, List<Finding> findings) {
        for (Finding finding : findings) {
            if (finding.start() <= at && at < finding.end()) {
                return true;
            }
        }
        return false;
    }

    private enum Voice {
        LOUD,
        CALM,
        /** Numbers, codes, single letters, acronyms, scripts without case. */
        NEITHER
    }

    private Voice voice(String text, int from, int to) {
        int upper = 0;
        int lower = 0;
        boolean digit = false;
        for (int at = from; at < to; at++) {
            char unit = text.charAt(at);
            if (unit < 0x80) {
                upper += unit >= 'A' && unit <= 'Z' ? 1 : 0;
                lower += unit >= 'a' && unit <= 'z' ? 1 : 0;
                digit |= unit >= '0' && unit <= '9';
            } else {
                upper += Character.isUpperCase(unit) ? 1 : 0;
                lower += Character.isLowerCase(unit) ? 1 : 0;
            }
        }
        if (lower > 0) {
            return lower + upper > 1 ? Voice.CALM : Voice.NEITHER;
        }
        boolean word = upper > 1 && !digit;
        return word && !acronyms.contains(Folded.of(text.substring(from, to)).toString()) ? Voice.LOUD : Voice.NEITHER;
    }

    private static final class Stretch {
        private int start = -1;
        private int end;
        private int words;
        private int letters;
        private int bestStart;
        private int bestEnd;
        private int bestWords;
        private int bestLetters;

        void add(int from, int to) {
            start = start < 0 ? from : start;
            end = to;
            words++;
            letters += to - from;
        }

        void end() {
            if (letters > bestLetters) {
                bestStart = start;
                bestEnd = end;
                bestWords = words;
                bestLetters = letters;
            }
            start = -1;
            words = 0;
            letters = 0;
        }

        boolean longest(boolean calmElsewhere) {
            return bestWords >= FEWEST_WORDS && bestLetters >= FEWEST_LETTERS
                    || !calmElsewhere && bestWords > 1 && bestLetters >= FEWEST_LETTERS_OF_A_WHOLE;
        }
    }
}
