package dev.rapport.text;

/**
 * One thing that keeps a text from being sent (MSG-20).
 *
 * @param start where it begins, in UTF-16 code units of the text as sent
 * @param end where it ends, exclusive
 */
public record TextFault(Sort sort, int start, int end) {

    /** The gravest first: it gives the refusal its code. */
    public enum Sort {
        /** Half of a character. */
        UNPAIRED_SURROGATE("half of a character"),
        /** A control character other than a tab or line break. */
        CONTROL_CHARACTER("a control character"),
        /** Nothing that can be seen. */
        EMPTY("nothing that can be seen"),
        /** HTML where the marketplace takes none. */
        MARKUP("HTML"),
        /** What lies beyond the limit. */
        TOO_LONG("beyond the longest text the marketplace takes");

        private final String words;

        Sort(String words) {
            this.words = words;
        }

        /** For a person; quotes nothing of the text. */
        public String words() {
            return words;
        }
    }
}
