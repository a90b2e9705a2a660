package dev.rapport.text.screening;

import dev.rapport.policy.ScreeningSignal;
import dev.rapport.text.folding.Folded;
import dev.rapport.text.phrase.Match;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Undoes what people do to letters to get past a filter: spelling them out one by one, writing signs as words. */
final class Disguise {

    private static final int FEWEST_LETTERS = 4;
    private static final int WIDEST_SEPARATOR = 3;

    private static final Set<String> COMMON_DOMAINS = Set.of(
            "com", "net", "org", "ru", "cn", "shop", "store", "info", "biz", "xyz", "top", "io", "co", "br", "fr",
            "es");

    private Disguise() {}

    /** Whether letters stand one by one: {@code w h a t s}, {@code w.h.a.t.s}. */
    static boolean isSpelledOut(Folded text) {
        int singles = 0;
        int letters = 0;
        int at = 0;
        while (at < text.length()) {
            if (!Folded.isWord(text.charAt(at))) {
                at++;
                continue;
            }
            int end = at + 1;
            while (end < text.length() && Folded.isWord(text.charAt(end))) {
                end++;
            }
            boolean alone = end == at + 1;
            singles = alone ? singles + 1 : 0;
            letters = alone ? letters + (Folded.isDigit(text.charAt(at)) ? 0 : 1) : 0;
            if (singles >= FEWEST_LETTERS && letters > 2) {
                return true;
            }
            at = end + 1;
        }
        return false;
    }

    /** The text with letters that stand one by one drawn together. */
    static Folded drawnTogether(Folded text) {
        return text.rewritten((from, at, to) -> {
            Run run = run(from, at);
            if (!run.isWord()) {
                for (int i = at; i < run.end(); i++) {
                    to.copy(from, i);
                }
                return run.end();
            }
            int letter = at;
            while (letter >= 0 && letter < run.end()) {
                to.copy(from, letter);
                letter = next(from, letter, run.separator());
            }
            return run.end();
        });
    }

    private record Run(String separator, int end, boolean isWord) {}

    /** The letters that stand one by one from {@code at} on; at least what stands there. */
    private static Run run(Folded text, int at) {
        if (!Folded.isWord(text.charAt(at)) || Folded.isWord(text.at(at - 1))) {
            return new Run("", at + 1, false);
        }
        String separator = separator(text, at);
        int letters = 1;
        int digits = Folded.isDigit(text.charAt(at)) ? 1 : 0;
        int last = at;
        for (int next = next(text, at, separator); next > 0; next = next(text, next, separator)) {
            last = next;
            letters++;
            digits += Folded.isDigit(text.charAt(next)) ? 1 : 0;
        }
        return new Run(separator, last + 1, letters >= FEWEST_LETTERS && digits < letters);
    }

    /** What parts a letter from the next one. */
    private static String separator(Folded text, int letter) {
        int end = letter + 1;
        while (end < text.length() && end - letter <= WIDEST_SEPARATOR && !Folded.isWord(text.charAt(end))) {
            end++;
        }
        return text.text(letter + 1, Math.min(end, text.length()));
    }

    /** The next letter after the same separator, or -1. A sign may stand for a letter between spaces. */
    private static int next(Folded text, int letter, String separator) {
        int next = letter + 1 + separator.length();
        if (separator.isEmpty() || separator.indexOf('\n') >= 0 || next >= text.length()) {
            return -1;
        }
        for (int i = 0; i < separator.length(); i++) {
            if (text.charAt(letter + 1 + i) != separator.charAt(i)) {
                return -1;
            }
        }
        char glyph = text.charAt(next);
        boolean sign = separator.equals(" ") && (glyph == '.' || glyph == '@') && text.at(next + 1) == ' ';
        boolean alone = !Folded.isWord(text.at(next + 1));
        return sign || Folded.isWord(glyph) && alone ? next : -1;
    }

    /** A sign in words, brackets or parted from what it belongs to: from where to where. */
    private record Sign(char sign, int start, int end) {}

    private static final @Nullable Sign[] NO_SIGNS = {};

    /** The text with {@code (at)} and {@code [dot]} as signs, and nothing around them; the same text when it has none. */
    static Folded withSigns(Reading reading) {
        @Nullable Sign[] signs = signs(reading);
        if (signs.length == 0) {
            return reading.text();
        }
        return reading.text().rewritten((from, at, to) -> {
            Sign sign = signs[at];
            if (sign == null) {
                to.copy(from, at);
                return at + 1;
            }
            to.replace(sign.sign(), from, at, sign.end() - 1);
            return sign.end();
        });
    }

    /** By where they begin, the gaps around them included; empty when there are none. */
    private static @Nullable Sign[] signs(Reading reading) {
        Folded text = reading.text();
        @Nullable Sign[] signs = NO_SIGNS;
        for (Match<ScreeningSignal> dot : reading.of(ScreeningSignal.DOT)) {
            if (isBracket(text.charAt(dot.start())) || isDomain(text, dot.end())) {
                signs = put(signs, text, '.', dot.start(), dot.end());
            }
        }
        for (int at = 1; at < text.length(); at++) {
            char glyph = text.charAt(at);
            if (!Folded.isLatin(glyph)
                    && (glyph == '.' || glyph == ',' || glyph == '·')
                    && isPartedDot(text, at)
                    && isDomain(text, at + 1)) {
                signs = put(signs, text, '.', at, at + 1);
            }
        }
        return !reading.of(ScreeningSignal.AT).isEmpty() || text.holds('@') ? ats(reading, signs) : signs;
    }

    private static @Nullable Sign[] ats(Reading reading, @Nullable Sign[] dots) {
        Folded text = reading.text();
        @Nullable Sign[] signs = dots.clone();
        for (Match<ScreeningSignal> at : reading.of(ScreeningSignal.AT)) {
            if (isBracket(text.charAt(at.start())) || isHost(reading, dots, at.end(), false)) {
                signs = put(signs, text, '@', at.start(), at.end());
            }
        }
        if (!text.holds('@')) {
            return signs;
        }
        for (int at = 1; at < text.length(); at++) {
            boolean parted = text.charAt(at) == '@' && (text.charAt(at - 1) == ' ' || text.at(at + 1) == ' ');
            if (parted && isHost(reading, dots, at + 1, true)) {
                signs = put(signs, text, '@', at, at + 1);
            }
        }
        return signs;
    }

    private static @Nullable Sign[] put(@Nullable Sign[] signs, Folded text, char sign, int start, int end) {
        int from = start;
        while (from > 0 && start - from < WIDEST_SEPARATOR && isGap(text.charAt(from - 1))) {
            from--;
        }
        int to = skipGap(text, end);
        if (from == 0 || to >= text.length()) {
            return signs;
        }
        @Nullable Sign[] all = signs.length == 0 ? new Sign[text.length()] : signs;
        if (all[from] == null) {
            all[from] = new Sign(sign, from, to);
        }
        return all;
    }

    private static boolean isPartedDot(Folded text, int at) {
        return switch (text.charAt(at)) {
            case '·' -> true;
            case '.' -> text.charAt(at - 1) == ' ' || isMistyped(text, at);
            case ',' -> isMistyped(text, at);
            default -> false;
        };
    }

    private static boolean isGap(char glyph) {
        return glyph == ' ' || glyph == '_' || glyph == '"' || glyph == '~' || glyph == '*';
    }

    /** {@code deals24. com}, {@code deals24,com}: only a name that is no word, since "com" is one in Portuguese. */
    private static boolean isMistyped(Folded text, int sign) {
        char glyph = text.at(sign);
        if (glyph != ',' && !(glyph == '.' && text.at(sign + 1) == ' ')) {
            return false;
        }
        int start = sign;
        boolean digit = false;
        boolean letter = false;
        while (start > 0 && (Folded.isWord(text.charAt(start - 1)) || text.charAt(start - 1) == '-')) {
            start--;
            digit |= Folded.isDigit(text.charAt(start)) || text.charAt(start) == '-';
            letter |= Folded.isLatin(text.charAt(start));
        }
        return digit && letter;
    }

    private static boolean isBracket(char glyph) {
        return glyph == '(' || glyph == '[' || glyph == '{' || glyph == '<' || glyph == '|';
    }

    /** Whether a common top-level domain stands there. */
    private static boolean isDomain(Folded text, int from) {
        int start = skipGap(text, from);
        int end = wordEnd(text, start);
        return end > start && end - start < 6 && COMMON_DOMAINS.contains(text.text(start, end));
    }

    /** Whether what stands there can be the host of a mail address. */
    private static boolean isHost(Reading reading, @Nullable Sign[] dots, int from, boolean dotted) {
        Folded text = reading.text();
        int start = skipGap(text, from);
        int end = wordEnd(text, start);
        for (Match<ScreeningSignal> provider : reading.of(ScreeningSignal.MAIL_PROVIDER)) {
            if (provider.start() == start && provider.end() == end) {
                return true;
            }
        }
        return dotted && text.at(end) == '.' && Folded.isWord(text.at(end + 1))
                || end > start && end < dots.length && dots[end] != null;
    }

    private static int skipGap(Folded text, int from) {
        int at = from;
        while (isGap(text.at(at)) && at - from < WIDEST_SEPARATOR) {
            at++;
        }
        return at;
    }

    private static int wordEnd(Folded text, int from) {
        int end = from;
        while (end < text.length() && (Folded.isWord(text.charAt(end)) || text.charAt(end) == '-')) {
            end++;
        }
        return end;
    }
}
