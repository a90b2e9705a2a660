package dev.rapport.message.reply.model;

/**
 * One thing that is wrong with a text (MSG-20).
 *
 * @param start in UTF-16 code units of the text as sent
 * @param end exclusive
 */
public record TextFault(Sort sort, int start, int end) {

    /** In the order in which one is named when there are several. */
    public enum Sort {
        UNPAIRED_SURROGATE("half of a character"),
        CONTROL_CHARACTER("a control character"),
        EMPTY("no letter, digit or symbol"),
        MARKUP("HTML"),
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
