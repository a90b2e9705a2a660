package dev.rapport.kit.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * An answer as it was given the first time.
 *
 * @param status HTTP status
 * @param location header {@code Location}; null when there was none
 * @param body the JSON, empty when there was none
 */
public record StoredAnswer(int status, @Nullable String location, String body) {}
