package dev.rapport.text.phrase;

import java.util.ArrayList;
import java.util.List;

/**
 * A phrase found.
 *
 * @param signal what it signals
 * @param language of the phrase, ISO 639-1
 * @param start first position in the folded text
 * @param end position after the last
 */
public record Match<S>(S signal, String language, int start, int end) {

    /** Those of {@code matches} whose signals are of a kind. */
    public static <E> List<Match<E>> of(Class<E> kind, List<? extends Match<?>> matches) {
        List<Match<E>> own = new ArrayList<>();
        for (Match<?> match : matches) {
            if (kind.isInstance(match.signal())) {
                @SuppressWarnings("unchecked") // it was just asked
                Match<E> one = (Match<E>) match;
                own.add(one);
            }
        }
        return own;
    }
}
