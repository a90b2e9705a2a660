package dev.rapport.local.feed;

/** Is told how an import goes. */
public interface Watcher {

    /** Tells nobody. */
    Watcher NONE = new Watcher() {
        @Override
        public void moved(String what, long done, long all) {}

        @Override
        public void note(String sentence) {}

        @Override
        public void refused(String sentence) {}
    };

    /**
     * Something moved.
     *
     * @param what is counted, one word
     * @param done how many so far
     * @param all how many there are
     */
    void moved(String what, long done, long all);

    /** What a user should know, once. */
    void note(String sentence);

    /** A line that was not imported: file, line number and why. */
    void refused(String sentence);
}
