package dev.rapport.kit.outward;

/** What came of a call. */
public sealed interface Answer {

    /** @param body as UTF-8 */
    record Whole(int status, String body) implements Answer {}

    /**
     * It was not called.
     *
     * @param fault goes on from "the URL"
     */
    record NotCalled(String fault) implements Answer {}

    /** Not whole when the time was over; whether the other side took it is not known. */
    record Late() implements Answer {}

    /**
     * No connection, one that broke, or more of an answer than is read.
     *
     * @param detail without anything the other side wrote
     */
    record Broken(String detail) implements Answer {}
}
