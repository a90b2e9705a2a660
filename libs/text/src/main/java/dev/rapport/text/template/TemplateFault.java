package dev.rapport.text.template;

/**
 * One thing that keeps a text from being saved as a template (MSG-08).
 *
 * @param start where it begins, in UTF-16 code units
 * @param end where it ends, exclusive
 */
public record TemplateFault(Sort sort, int start, int end) {

    /** What is wrong. */
    public enum Sort {
        /** The name between the braces is none of {@link Variable}. */
        UNKNOWN_VARIABLE("a variable that is not known"),
        /** Two opening braces without two closing ones. */
        UNCLOSED("a variable that is not closed"),
        /** Two closing braces without two opening ones. */
        UNOPENED("closing braces without a variable");

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
