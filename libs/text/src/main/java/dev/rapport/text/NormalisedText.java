package dev.rapport.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * A text as it is compared: compatibility-composed, lower case, without white space and punctuation.
 *
 * <p>MSG-02 matches an observed reply with the one sent through Rapport on this form, MSG-12 counts repeats on it.
 *
 * @param value the comparable form; empty when the text has neither letters, digits nor symbols
 */
public record NormalisedText(String value) {

    /** The comparable form of {@code text}. */
    public static NormalisedText of(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder kept = new StringBuilder(composed.length());
        composed.codePoints().filter(NormalisedText::counts).forEach(kept::appendCodePoint);
        return new NormalisedText(kept.toString());
    }

    private static boolean counts(int codePoint) {
        return Character.isLetterOrDigit(codePoint)
                || switch (Character.getType(codePoint)) {
                    case Character.OTHER_SYMBOL,
                            Character.CURRENCY_SYMBOL,
                            Character.NON_SPACING_MARK,
                            Character.COMBINING_SPACING_MARK -> true;
                    default -> false;
                };
    }
}
