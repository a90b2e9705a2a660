package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.message.search.Words;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** By which words a message is found: its own, and who and what its conversation is about. */
final class FoundBy {

    private FoundBy() {}

    /** As a {@code tsvector}; null when there are none. What was erased has neither text nor name, and is found by nothing. */
    static @Nullable String of(String text, @Nullable String orderId, @Nullable String buyerName) {
        // On lines of their own: no word goes on from one to the next.
        return Words.document(
                Stream.of(text, orderId, buyerName).filter(Objects::nonNull).collect(Collectors.joining("\n")));
    }
}
