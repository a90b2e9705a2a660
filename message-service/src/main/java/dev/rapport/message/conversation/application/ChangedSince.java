package dev.rapport.message.conversation.application;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * MSG-17: one thing that happened to a conversation after an agent had looked at it.
 *
 * @param version of the conversation with it
 * @param what {@code MESSAGE}, or an act as {@link Changes.What} names it
 * @param at when a message was sent, or an act done
 * @param messageId of a message; null of an act
 * @param author of a message: buyer, human or auto
 * @param by the agent who wrote or did it; null where nobody in particular did
 * @param to into whose hands it came; null where it did not
 */
public record ChangedSince(
        long version,
        String what,
        Instant at,
        @Nullable String messageId,
        @Nullable String author,
        @Nullable String by,
        @Nullable String to) {

    /** As a member of a problem document; what there is nothing of is left out. No buyer text: it is to be read where it stands. */
    public Map<String, Object> members() {
        var members = new LinkedHashMap<String, Object>();
        members.put("version", version);
        members.put("what", what);
        members.put("at", at);
        put(members, "messageId", messageId);
        put(members, "author", author);
        put(members, "by", by);
        put(members, "to", to);
        return members;
    }

    private static void put(Map<String, Object> members, String name, @Nullable String value) {
        if (value != null) {
            members.put(name, value);
        }
    }
}
