package dev.rapport.message.conversation.application;

import dev.rapport.message.conversation.model.ConversationKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Who is at a conversation just now. All methods work inside the caller's transaction. */
public interface Presences {

    /** Whoever has not been seen for this long is gone. */
    Duration LASTS = Duration.ofSeconds(30);

    /** What somebody does there. */
    enum Doing {
        READING,
        WRITING
    }

    /** An agent who is there. */
    record Present(String agentId, Doing doing, Instant seenAt) {}

    /** Is there such a conversation for the caller? */
    boolean known(Connection tx, ConversationKey key) throws SQLException;

    /** Notes that an agent is there, and forgets who has gone from the seller's conversations without a word. */
    void seen(Connection tx, ConversationKey key, Present present) throws SQLException;

    /** Notes that an agent has gone. */
    void gone(Connection tx, ConversationKey key, String agentId) throws SQLException;

    /** Who else is there at this moment, by agent. */
    List<Present> others(Connection tx, ConversationKey key, String agentId, Instant now) throws SQLException;
}
