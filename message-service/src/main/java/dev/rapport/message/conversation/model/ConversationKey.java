package dev.rapport.message.conversation.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names one conversation: conversation ids are the marketplace's and unique within a seller only. */
public record ConversationKey(String sellerId, String conversationId) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:~-]{1,64}");

    /** The key that stands in a path; null when no conversation can have it. */
    public static @Nullable ConversationKey inPath(String sellerId, String conversationId) {
        boolean ids =
                ID.matcher(sellerId).matches() && ID.matcher(conversationId).matches();
        return ids ? new ConversationKey(sellerId, conversationId) : null;
    }
}
