package dev.rapport.text.promise;

/**
 * A promise in a text.
 *
 * @param deed what is promised
 * @param due until when, as it is said
 * @param start where it begins, in UTF-16 units of the text as sent
 * @param end where it ends, exclusive
 */
public record Promise(Deed deed, Due due, int start, int end) {

    /** Whether a time is named (MSG-10: a warning). */
    public boolean dated() {
        return !(due instanceof Due.Unstated);
    }
}
