package dev.rapport.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The CloudEvents attributes of an event; ({@code source}, {@code id}) is its identity.
 *
 * @param id 1 to 128 characters
 * @param source 1 to 512 characters; ours start with {@code /rapport/}
 * @param time when it occurred, as the producer says
 * @param sequence the outbox position, on facts of ours only
 * @param pack label of the policy pack in force, such as {@code aliexpress@2024-06}
 * @param traceparent W3C trace context
 * @param replay whether it was sent again from the dead letters
 */
public record Envelope(
        String id,
        String source,
        EventType type,
        @Nullable Instant time,
        @Nullable String subject,
        @Nullable Sequence sequence,
        @Nullable String pack,
        @Nullable String traceparent,
        boolean replay) {

    static final int LONGEST_ID = 128;
    static final int LONGEST_ATTRIBUTE = 512;

    /** @throws InvalidEventException {@code NOT_A_CLOUD_EVENT} when an attribute is empty, too long or has control characters */
    public Envelope {
        check("id", id, LONGEST_ID);
        check("source", source, LONGEST_ATTRIBUTE);
        check("subject", subject, LONGEST_ATTRIBUTE);
        check("pack", pack, LONGEST_ATTRIBUTE);
        check("traceparent", traceparent, LONGEST_ATTRIBUTE);
    }

    static void check(String attribute, @Nullable String value, int longest) {
        if (value == null) {
            return;
        }
        if (value.isEmpty() || value.length() > longest) {
            throw new InvalidEventException(
                    RejectReason.NOT_A_CLOUD_EVENT, attribute, "must have 1 to " + longest + " characters");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == 127) {
                throw new InvalidEventException(
                        RejectReason.NOT_A_CLOUD_EVENT, attribute, "must not have control characters");
            }
        }
    }
}
