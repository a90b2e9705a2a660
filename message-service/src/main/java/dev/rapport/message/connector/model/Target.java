package dev.rapport.message.connector.model;

/** Where a seller's dispatches go. */
public sealed interface Target {

    /**
     * By HTTP POST.
     *
     * @param secret signs each call
     */
    record Webhook(String url, String secret) implements Target {}

    /** Into a file, for trying out. */
    record File() implements Target {}
}
