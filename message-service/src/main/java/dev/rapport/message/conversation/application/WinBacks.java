package dev.rapport.message.conversation.application;

import dev.rapport.message.conversation.model.ConversationKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** MSG-19: questions of sellers that buyers do not answer. All methods work inside the caller's transaction. */
public interface WinBacks {

    /**
     * A conversation whose buyer has been silent for too long.
     *
     * @param askedAt when the seller asked
     */
    record Silent(InboxQuery.Listed listed, Instant askedAt) {}

    /**
     * Takes note of new messages: a question begins a silence, whatever the buyer writes after it ends it.
     *
     * @param changes that are being kept
     * @param silentAfter how long the buyer may be silent after a seller message; null of a message that asks nothing
     */
    void note(Connection tx, Changes changes, Function<Changes.NewMessage, @Nullable Duration> silentAfter)
            throws SQLException;

    /** Lists these from now on: their time has come. */
    void list(Connection tx, Collection<ConversationKey> keys) throws SQLException;

    /**
     * Those listed of a seller, the latest question first.
     *
     * @param before the position to go on behind; null to begin
     */
    List<Silent> listed(Connection tx, String sellerId, @Nullable Position before, int fetch) throws SQLException;

    /** Where one stands in the list. */
    record Position(Instant askedAt, String conversationId) {}
}
