package dev.rapport.review.classification;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Text as keywords are found in it: lower case, without accents, words parted by one space and one at either end. A keyword in the
 * same form with its spaces kept is then found at the begin of a word, and at its end unless it is a stem.
 */
final class ComparableText {

    private static final char STEM = '*';

    private ComparableText() {}

    /** The form of a buyer's text. */
    static String of(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        StringBuilder form = new StringBuilder(decomposed.length() + 2).append(' ');
        decomposed.codePoints().forEach(codePoint -> {
            if (Character.isLetterOrDigit(codePoint)) {
                form.appendCodePoint(codePoint);
            } else if (!isAccent(codePoint) && form.charAt(form.length() - 1) != ' ') {
                form.append(' ');
            }
        });
        return form.charAt(form.length() - 1) == ' '
                ? form.toString()
                : form.append(' ').toString();
    }

    /** What to look for to find a keyword: a stem ends in {@code *}; one in Chinese may stand anywhere. */
    static String pattern(String keyword) {
        boolean stem = keyword.charAt(keyword.length() - 1) == STEM;
        String form = of(stem ? keyword.substring(0, keyword.length() - 1) : keyword);
        if (keyword.codePoints().anyMatch(ComparableText::isHan)) {
            return form.strip();
        }
        return stem ? form.stripTrailing() : form;
    }

    private static boolean isAccent(int codePoint) {
        return Character.getType(codePoint) == Character.NON_SPACING_MARK;
    }

    private static boolean isHan(int codePoint) {
        return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN;
    }
}
