package dev.rapport.text.screening;

import dev.rapport.policy.ScreeningSignal;
import dev.rapport.text.folding.Folded;
import dev.rapport.text.phrase.Match;
import java.util.Set;

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
            singles = end - at == 1 ? singles + 1 : 0;
            if (singles >= FEWEST_LETTERS) {
                return true;
            }
            at = end;
        }
        return false;
    }

    /** The text with letters that stand one by one drawn together. */
    static Folded drawnTogether(Folded text) {
        return text.rewritten((from, at, to) -> {
            int end = spelledEnd(from, at);
            if (end == at) {
                to.copy(from, at);
                return at + 1;
            }
            String separator = separator(from, at);
            int letter = at;
            while (letter < end) {
                to.copy(from, letter);
                letter = Math.max(letter + 1, next(from, letter, separator));
            }
            return end;
        });
    }

    /** Where letters that stand one by one from {@code at} on end; {@code at} when none do. */
    private static int spelledEnd(Folded text, int at) {
        if (!Folded.isWord(text.charAt(at)) || Folded.isWord(text.at(at - 1))) {
            return at;
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
        boolean cut = Folded.isWord(text.at(last + 1));
        return letters - (cut ? 1 : 0) >= FEWEST_LETTERS && digits < letters && !cut ? last + 1 : at;
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

    /** Whether signs of an address may be written as words, or parted from it. */
    static boolean hasWordedSigns(Reading reading) {
        if (!reading.of(ScreeningSignal.DOT).isEmpty()
                || !reading.of(ScreeningSignal.AT).isEmpty()) {
            return true;
        }
        Folded text = reading.text();
        for (int at = 1; at < text.length(); at++) {
            char glyph = text.charAt(at);
            if (glyph == '@' && (text.charAt(at - 1) == ' ' || text.at(at + 1) == ' ')
                    || glyph == '·'
                    || glyph == '.' && text.charAt(at - 1) == ' ') {
                return true;
            }
        }
        return false;
    }

    /** The text with {@code (at)} and {@code [dot]} as signs, and no spaces around them. */
    static Folded withSigns(Reading reading) {
        return reading.text().rewritten((from, at, to) -> {
            int start = at;
            while (from.at(start) == ' ' && start - at < 3) {
                start++;
            }
            int end = dotEnd(reading, start);
            char sign = '.';
            if (end < 0) {
                end = atEnd(reading, start);
                sign = '@';
            }
            boolean between =
                    at > 0 && Folded.isWord(from.at(at - 1)) || to.length() > 0 && isSign(to.at(to.length() - 1));
            if (end < 0 || !between) {
                to.copy(from, at);
                return at + 1;
            }
            while (from.at(end) == ' ') {
                end++;
            }
            to.replace(sign, from, at, end - 1);
            return end;
        });
    }

    private static boolean isSign(char glyph) {
        return glyph == ']' || glyph == ')';
    }

    private static int dotEnd(Reading reading, int start) {
        Folded text = reading.text();
        for (Match<ScreeningSignal> dot : reading.of(ScreeningSignal.DOT)) {
            if (dot.start() == start && (isBracket(text.charAt(start)) || isDomain(text, dot.end()))) {
                return dot.end();
            }
        }
        char glyph = text.at(start);
        boolean parted = glyph == '·' || glyph == '.' && text.at(start - 1) == ' ';
        return parted && isDomain(text, start + 1) ? start + 1 : -1;
    }

    private static boolean isBracket(char glyph) {
        return glyph == '(' || glyph == '[' || glyph == '{' || glyph == '<' || glyph == '|';
    }

    /** Whether a common top-level domain stands there. */
    private static boolean isDomain(Folded text, int from) {
        int start = skipSpaces(text, from);
        int end = wordEnd(text, start);
        return end > start && end - start < 6 && COMMON_DOMAINS.contains(text.text(start, end));
    }

    private static int atEnd(Reading reading, int start) {
        Folded text = reading.text();
        for (Match<ScreeningSignal> at : reading.of(ScreeningSignal.AT)) {
            if (at.start() == start && (isBracket(text.charAt(start)) || isHost(reading, at.end(), false))) {
                return at.end();
            }
        }
        return text.at(start) == '@'
                        && (text.at(start - 1) == ' ' || text.at(start + 1) == ' ')
                        && isHost(reading, start + 1, true)
                ? start + 1
                : -1;
    }

    /** Whether what stands there can be the host of a mail address. */
    private static boolean isHost(Reading reading, int from, boolean dotted) {
        Folded text = reading.text();
        int start = skipSpaces(text, from);
        int end = wordEnd(text, start);
        for (Match<ScreeningSignal> provider : reading.of(ScreeningSignal.MAIL_PROVIDER)) {
            if (provider.start() == start && provider.end() == end) {
                return true;
            }
        }
        int after = skipSpaces(text, end);
        return dotted && text.at(end) == '.' && Folded.isWord(text.at(end + 1)) || dotEnd(reading, after) > 0;
    }

    private static int skipSpaces(Folded text, int from) {
        int at = from;
        while (text.at(at) == ' ' && at < text.length() && at - from < 3) {
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
