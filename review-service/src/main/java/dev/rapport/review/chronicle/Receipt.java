package dev.rapport.review.chronicle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** MSG-15: what a connector reported of one attempt to deliver. */
public record Receipt(
        String dispatchId, int attempt, int code, @Nullable String detail, Instant reportedAt) {}
