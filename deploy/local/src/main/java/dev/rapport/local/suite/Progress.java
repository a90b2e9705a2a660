package dev.rapport.local.suite;

/** Takes what a long command has to tell on its way: one sentence a call, without a line break. */
public interface Progress {

    /** Tells nobody. */
    Progress NONE = sentence -> {};

    /** Takes one sentence. */
    void report(String sentence);
}
