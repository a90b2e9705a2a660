package dev.rapport.message.conversation.application;

import dev.rapport.message.conversation.model.Conversation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a feature shows beside a conversation, which knows nothing of the feature. */
public interface Aside {

    /** Under what name it stands in the conversation's document. */
    String name();

    /**
     * What is to be shown, as it is written as JSON; null for nothing.
     *
     * @param tx that sees the conversation's seller
     */
    @Nullable
    Object beside(Connection tx, Conversation conversation, Instant now) throws SQLException;
}
