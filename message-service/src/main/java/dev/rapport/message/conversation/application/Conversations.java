package dev.rapport.message.conversation.application;

import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.MessageKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Where conversations are kept. All methods work inside the caller's transaction. */
public interface Conversations {

    /** Loads what a batch needs, in as many statements however large the batch. Nothing is locked: the batch holds its sellers. */
    Recollection recall(Connection tx, Wanted wanted) throws SQLException;

    /** Locks one conversation's row and loads it (ordering law); an empty recollection when there is none. */
    Recollection lock(Connection tx, ConversationKey key) throws SQLException;

    /** Loads conversations by their keys, without locking: the caller holds their sellers. */
    Recollection recall(Connection tx, Collection<ConversationKey> keys) throws SQLException;

    /** Loads messages of ours by their keys, with their conversations, to look after their delivery. */
    Recollection recallDeliveries(Connection tx, Collection<MessageKey> keys) throws SQLException;

    /** What was last said in conversations; one that is not kept is left out. */
    Map<ConversationKey, LastWords> lastWords(Connection tx, Collection<ConversationKey> keys) throws SQLException;

    /** MSG-17: what has happened to a conversation since this version, oldest first; of very much the beginning. */
    List<ChangedSince> changedSince(Connection tx, ConversationKey key, long version) throws SQLException;

    /** Writes what became of them, in as many statements however much it is. */
    void keep(Connection tx, Changes changes) throws SQLException;
}
