package dev.rapport.text.phrase;

/**
 * A phrase found.
 *
 * @param signal what it signals
 * @param language of the phrase, ISO 639-1
 * @param start first position in the folded text
 * @param end position after the last
 */
public record Match<S>(S signal, String language, int start, int end) {}
