package dev.rapport.review.chronicle;

import java.time.Instant;

/**
 * A message of an order's thread.
 *
 * @param author {@code buyer} or {@code seller}
 */
public record ThreadMessage(String messageId, String conversationId, String author, String text, Instant at) {}
