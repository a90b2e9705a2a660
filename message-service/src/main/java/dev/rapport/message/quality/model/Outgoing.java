package dev.rapport.message.quality.model;

import dev.rapport.events.By;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.text.NormalisedText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** A message of a seller, about to be judged or gone out before. */
public record Outgoing(MessageKey message, String buyerId, String text, Instant sentAt, By by) {

    public String sellerId() {
        return message.conversation().sellerId();
    }

    /** The same for texts that differ in case, space and punctuation only; texts of nothing else are compared as they are. */
    public UUID textKey() {
        String words = NormalisedText.of(text).value();
        return UUID.nameUUIDFromBytes((words.isEmpty() ? text.strip() : words).getBytes(StandardCharsets.UTF_8));
    }
}
