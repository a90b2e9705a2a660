package dev.rapport.message.conversation.application;

import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.text.privacy.DataRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** MSG-18: buyers who asked about their data, and those whose data was erased. All methods work inside the caller's transaction. */
public interface PersonalDataBook {

    /** One buyer of one seller. */
    record BuyerKey(String sellerId, String buyerId) {}

    /**
     * Flags the conversations of new messages in which buyers ask about their data.
     *
     * @param asked what a message asks for; of seller messages it is not asked
     */
    void note(Connection tx, Changes changes, Function<Changes.NewMessage, Set<DataRequest>> asked) throws SQLException;

    /** What was asked for in conversations; those in which nothing was are left out. */
    Map<ConversationKey, Set<DataRequest>> requests(Connection tx, Collection<ConversationKey> keys)
            throws SQLException;

    /** When each buyer's data was erased; those whose data was not are left out. */
    Map<BuyerKey, Instant> erased(Connection tx, Collection<BuyerKey> buyers) throws SQLException;

    /** Whether a conversation's data was erased and the buyer has not written since: then nobody can be answered. */
    boolean silenced(Connection tx, ConversationKey key) throws SQLException;
}
